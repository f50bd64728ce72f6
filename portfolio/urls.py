"""Addresses of the public face."""

from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from portfolio import browse_views, compare_views, dataset_views, export_views, feeds, share_views, views
from portfolio.sitemaps import SECTION, SITEMAPS, robots, sitemap_index

urlpatterns = [
    path("", views.home, name="home"),
    path("explore/", views.explore, name="explore"),
    path("oembed/", share_views.oembed, name="oembed"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap, {"sitemaps": SITEMAPS}, name=SECTION),
    path("", include("portfolio.people_urls")),
    path("@<slug:username>/<slug:slug>/", views.project, name="project"),
    path("tags/<slug:name>/", browse_views.tag, name="tag"),
    path("tags/<slug:name>/feed.atom", feeds.tag_feed, name="tag_feed"),
    path("datasets/<slug:username>/<slug:slug>/", browse_views.dataset, name="dataset"),
    path("datasets/<slug:username>/<slug:slug>/use/", dataset_views.use_dataset, name="use_dataset"),
    path("datasets/<slug:username>/<slug:slug>/edit/", dataset_views.dataset_edit, name="dataset_edit"),
    path(
        "datasets/<slug:username>/<slug:slug>/compare/",
        compare_views.compare_on_board,
        name="compare_on_board",
    ),
    path("datasets/<slug:username>/<slug:slug>/feed.atom", feeds.dataset_feed, name="dataset_feed"),
    path(
        "datasets/<slug:username>/<slug:slug>/croissant.json",
        browse_views.describe,
        name="croissant",
    ),
    path(
        "datasets/<slug:username>/<slug:slug>/preview.png",
        share_views.dataset_preview,
        name="dataset_preview",
    ),
    path("preview.png", share_views.site_preview, name="site_preview"),
    path("@<slug:username>/preview.png", share_views.person_preview, name="person_preview"),
    path("@<slug:username>/feed.atom", feeds.learner_feed, name="learner_feed"),
    path("@<slug:username>/export/site/", export_views.export_portfolio, name="export_portfolio"),
    path("@<slug:username>/<slug:slug>/edit/", views.project_edit, name="project_edit"),
    path("@<slug:username>/<slug:slug>/publish/", views.project_publish, name="project_publish"),
    path("@<slug:username>/<slug:slug>/unpublish/", views.project_unpublish, name="project_unpublish"),
    path("@<slug:username>/<slug:slug>/delete/", views.project_delete, name="project_delete"),
    path("@<slug:username>/<slug:slug>/compare/", compare_views.compare, name="compare"),
    path("@<slug:username>/<slug:slug>/data/", views.project_file, name="project_data"),
    path("@<slug:username>/<slug:slug>/preview.png", share_views.preview, name="preview"),
    path("@<slug:username>/<slug:slug>/badge.svg", share_views.badge, name="badge"),
    path("@<slug:username>/<slug:slug>/embed/", share_views.embed, name="embed"),
    path("@<slug:username>/<slug:slug>/export/<slug:code>/", export_views.export, name="export"),
]
