"""Screens the newest catalogue of a service (the bundled sample, where nothing else was imported).

    python3 examples/python/first_screening.py                             the service on this machine, as 'ssa serve' starts it
    python3 examples/python/first_screening.py ssa.example.org:443 --tls   another; a key is taken from SSA_API_KEY

Streams the progress, cuts the stream in the middle and takes it up again behind the last cursor, reads the list again in pages, and gets
the nearest close approach as a conjunction data message.
"""
import argparse
import os

import grpc

import contract

arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("address", nargs="?", default="127.0.0.1:5080")
arguments.add_argument("--tls", action="store_true")
arguments = arguments.parse_args()

v1 = contract.load()
pb = v1["screening_service"]
key = os.environ.get("SSA_API_KEY")
metadata = [("authorization", f"Bearer {key}")] if key else []
channel = grpc.secure_channel(arguments.address, grpc.ssl_channel_credentials()) if arguments.tls else grpc.insecure_channel(arguments.address)
service = v1["screening_service_grpc"].ScreeningServiceStub(channel)

# The request has a name: sent again, it gives the same screening. What flies together is left out.
settings = pb.ScreeningSettings(threshold_km=50, exclusions=[pb.ExclusionRule(co_moving_below_km_s=0.01)])
settings.duration.FromSeconds(86_400)
screening = service.CreateScreening(pb.CreateScreeningRequest(request_id="first-screening-python", settings=settings), metadata=metadata).screening


def watch(cursor, is_cut=False):
    """Follows the screening from behind a cursor; cut, only to the first conjunctions. Gives the conjunctions, the last cursor, and the screening as it was told last."""
    stream = service.WatchScreening(pb.WatchScreeningRequest(name=screening.name, cursor=cursor), metadata=metadata)
    rows, state = [], None
    for news in stream:
        cursor = news.cursor
        if news.WhichOneof("news") == "screening":
            state = news.screening
            print(f"{pb.ScreeningState.Name(state.state)} {state.progress:.0%}, {state.conjunction_count} found")
        rows.extend(news.conjunctions.conjunctions)
        if is_cut and rows:
            stream.cancel()
            break
    return rows, cursor, state


before, cursor, _ = watch("", is_cut=True)
print(f"the stream was cut after {len(before)} close approaches, and goes on behind cursor '{cursor}'")
after, _, ended = watch(cursor)
if ended.state != pb.SCREENING_STATE_SUCCEEDED:
    raise SystemExit(ended.error_message)

# The same list in pages, the nearest first.
nearest = []
page_token = ""
pages = 0
while True:
    page = service.ListConjunctions(pb.ListConjunctionsRequest(
        parent=screening.name, page_size=200, page_token=page_token, order=pb.CONJUNCTION_ORDER_MISS_DISTANCE), metadata=metadata)
    nearest.extend(page.conjunctions)
    pages += 1
    page_token = page.next_page_token
    if not page_token:
        break

streamed = [row.name for row in before + after]
if len(streamed) != ended.conjunction_count or sorted(streamed) != sorted(row.name for row in nearest):
    raise SystemExit("the stream and the pages hold different lists")
print(f"{ended.name}: {len(streamed)} close approaches of {ended.object_count} objects, in {pages} pages")
for row in nearest[:10]:
    print(f"{row.tca.ToJsonString()}  {row.miss_distance_km:7.3f} km  {row.relative_speed_km_s:6.3f} km/s  "
          f"{row.first.catalog_number} {row.first.object_name} x {row.second.catalog_number} {row.second.object_name}")

# A message is of a local minimum; rows at the window's edges make none.
minimum = next(row for row in nearest if row.kind == pb.CONJUNCTION_KIND_MINIMUM)
message = service.ExportConjunction(pb.ExportConjunctionRequest(name=minimum.name, format=pb.CDM_FORMAT_KVN), metadata=metadata)
print(message.file_name)
print(message.cdm[:message.cdm.index("TCA ")])
