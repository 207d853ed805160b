"""How pip, uv and pre-commit get corong from a clone or from its source package.

A released version is downloaded as a wheel, with the checksum that the release gives,
so that nobody needs a compiler. Anything else, as a clone with changes of its own or a
system that no wheel was made for, is built by maturin. `pip install` calls the
functions by the names that PEP 517 gives them.
"""

import hashlib
import os
import platform
import re
import subprocess
import sys
import urllib.error
import urllib.request

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MATURIN = "maturin==1.16.0"


def from_manifest(key):
    """A text of Cargo.toml's first table, or an empty one."""
    with open(os.path.join(TOP, "Cargo.toml"), encoding="utf-8") as file:
        found = re.search(rf'^{key} = "(.*)"$', file.read(), re.MULTILINE)
    return found.group(1) if found else ""


def is_source_of(release):
    """Whether this is the very source of a release: its source package, or its commit without a change."""
    if os.path.exists(os.path.join(TOP, "PKG-INFO")):
        return True

    def git(*arguments):
        command = ["git", "-C", TOP, *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    try:
        if os.path.realpath(git("rev-parse", "--show-toplevel")) != os.path.realpath(TOP):
            return False
        commit, changes = git("rev-parse", "HEAD"), git("status", "--porcelain", "--untracked-files=no")
    except (OSError, subprocess.CalledProcessError):
        return False
    return not changes and (download(f"{release}/COMMIT") or b"").decode().strip() == commit


def download(url):
    """The bytes at an address, or None where there is nothing."""
    if not url.startswith(("https://", "http://127.0.0.1:")):
        raise SystemExit(f"corong: {url} is not an address that begins with https://")
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        if error.code == 404:
            return None
        raise


def fits(name):
    """Whether this Python can install a wheel of that name."""
    machine = {"amd64": "x86_64", "x64": "x86_64", "aarch64": "arm64"}.get(
        platform.machine().lower(), platform.machine().lower()
    )
    system = {"linux": "manylinux", "darwin": "macosx", "win32": "win"}.get(sys.platform, sys.platform)
    tags = name[: -len(".whl")].split("-")[-1].replace("aarch64", "arm64").replace("amd64", "x86_64")
    return any(tag.startswith(system) and tag.endswith(machine) for tag in tags.split("."))


def released_wheel():
    """The name, address and checksum of the released wheel for this system, or None."""
    source, version = from_manifest("repository"), from_manifest("version")
    release = f"{source}/releases/download/v{version}"
    try:
        if not source or not is_source_of(release):
            return None
        sums = download(f"{release}/SHA256SUMS")
    except OSError as error:
        print(f"corong: {release} cannot be reached ({error}); it is built from source", file=sys.stderr)
        return None
    for line in (sums or b"").decode().splitlines():
        checksum, _, name = line.partition(" ")
        name = name.lstrip(" *")
        if name.startswith(f"corong-{version}-") and name.endswith(".whl") and fits(name):
            return name, f"{release}/{name}", checksum
    return None


def get_requires_for_build_wheel(config_settings=None):
    """What has to be installed before a wheel can be made: nothing, or what compiles one."""
    return [] if released_wheel() else [MATURIN]


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    """Puts the wheel into a folder and gives its name."""
    wheel = released_wheel()
    if wheel is None:
        import maturin

        return maturin.build_wheel(wheel_directory, config_settings, metadata_directory)
    name, url, wanted = wheel
    content = download(url)
    found = hashlib.sha256(content or b"").hexdigest()
    if found != wanted:
        raise SystemExit(f"corong: the checksum of {url} is {found}, and the release says {wanted}")
    with open(os.path.join(wheel_directory, name), "wb") as file:
        file.write(content)
    return name


def get_requires_for_build_sdist(config_settings=None):
    """What has to be installed before a source package can be made."""
    return [MATURIN]


def build_sdist(sdist_directory, config_settings=None):
    """Puts the source package into a folder and gives its name."""
    import maturin

    return maturin.build_sdist(sdist_directory, config_settings)
