"""From the root: the way from a file to its report."""

from django.urls import path

from evaluations import views, views_answers, views_environment, views_pictures, views_reading

urlpatterns = [
    path("environment/", views_environment.show_environment, name="environment"),
    path("environment/firstfit-environment.txt", views_environment.download_lock, name="environment_lock"),
    path("new/", views.upload_data, name="new"),
    path("new/<int:pk>/", views.ask_question, name="new_question"),
    path("new/<int:pk>/reading/", views_reading.correct_reading, name="correct_reading"),
    path("evaluations/<uuid:pk>/", views.show_evaluation, name="evaluation"),
    path(
        "evaluations/<uuid:pk>/said/<int:position>.png",
        views_pictures.show_said_figure,
        name="evaluation_said_figure",
    ),
    path(
        "evaluations/<uuid:pk>/notebook/<int:position>.png",
        views_pictures.show_notebook_picture,
        name="evaluation_notebook_picture",
    ),
    path("evaluations/<uuid:pk>/progress/", views.poll_progress, name="evaluation_progress"),
    path("evaluations/<uuid:pk>/cancel/", views.stop_evaluation, name="evaluation_cancel"),
    path("evaluations/<uuid:pk>/checks/<slug:code>/answer/", views_answers.answer_check, name="answer_check"),
    path("@<str:username>/<slug:slug>/evaluate/", views.evaluate_again, name="evaluate_again"),
]
