"""Makes the Python code of the contract from its protos and loads it.

Needs grpcio, and to make the code either grpcio-tools (pip install grpcio grpcio-tools googleapis-common-protos) or Debian's packages
python3-grpcio, python3-protobuf, protobuf-compiler, protobuf-compiler-grpc and libprotobuf-dev.
"""
import glob
import importlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

PROTOS = pathlib.Path(__file__).resolve().parents[2] / "src" / "Service" / "Protos"


def load(protos=PROTOS, into=None):
    """Gives the modules of ssa.v1 by their short names; the code is made in `into`, a temporary folder where none is named."""
    into = pathlib.Path(into or tempfile.mkdtemp(prefix="ssa-contract-"))
    google = google_protos()
    files = sorted(path.relative_to(protos).as_posix() for path in pathlib.Path(protos).rglob("*.proto"))
    _generate([protos, google], files, ["google/api/annotations.proto", "google/api/http.proto"], into)
    sys.path.insert(0, str(into))

    # The code of google.api lies beside ours, unless it is installed; the package google is one, wherever its parts lie.
    import google as package
    package.__path__.append(str(into / "google"))
    names = [name[:-len(".proto")].replace("/", ".") for name in files]
    modules = {}
    for name in names:
        short = name.rsplit(".", 1)[-1]
        modules[short] = importlib.import_module(name + "_pb2")
        modules[short + "_grpc"] = importlib.import_module(name + "_pb2_grpc")
    return modules


def google_protos():
    """The folder that holds google/api/annotations.proto: named by GOOGLE_PROTOS, of googleapis-common-protos, or of the NuGet package that the service is built with."""
    candidates = [os.environ.get("GOOGLE_PROTOS", "")]
    candidates += [str(pathlib.Path(folder)) for folder in sys.path]
    candidates += sorted(glob.glob(os.path.expanduser("~/.nuget/packages/google.api.commonprotos/*/content/protos")), reverse=True)
    for folder in candidates:
        if folder and os.path.exists(os.path.join(folder, "google", "api", "annotations.proto")):
            return folder
    sys.exit("google/api/annotations.proto was not found. pip install googleapis-common-protos, or set GOOGLE_PROTOS to the folder that holds google/api.")


def _generate(includes, ours, theirs, into):
    common = [f"-I{folder}" for folder in includes] + [f"--python_out={into}", f"--grpc_python_out={into}", *ours, *theirs]
    tries = [[sys.executable, "-m", "grpc_tools.protoc", *_tools_include(), *common]]
    plugin = shutil.which("grpc_python_plugin")
    if plugin and shutil.which("protoc"):
        tries.append(["protoc", f"--plugin=protoc-gen-grpc_python={plugin}", *common])
    said = []
    for line in tries:
        done = subprocess.run(line, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return
        said.append(done.stderr.strip())
    sys.exit("The code of the contract could not be made:\n" + "\n".join(said) + "\n" + __doc__)


def _tools_include():
    try:
        import grpc_tools
        return [f"-I{pathlib.Path(grpc_tools.__file__).parent / '_proto'}"]
    except ImportError:
        return []
