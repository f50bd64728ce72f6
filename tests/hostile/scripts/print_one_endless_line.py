# expect: output_too_large,time_limit | must: a line without an end costs nobody but its author
import sys

chunk = "x" * (1 << 16)
while True:
    sys.stdout.write(chunk)
