# expect: memory_limit,time_limit | must: an archive that grows a thousandfold meets the limit of memory
import io
import lzma
import zipfile

held = io.BytesIO()
with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("zeros", bytes(200_000_000))
grown = []
while True:
    grown.append(zipfile.ZipFile(held).read("zeros"))
    grown.append(lzma.decompress(lzma.compress(grown[-1][:1_000_000])))
