# expect: forbidden | must: the learner hears that there is no network
import socket

socket.getaddrinfo("pypi.org", 443)
