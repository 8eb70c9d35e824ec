#!/usr/bin/env python3
"""Runs a service as its systemd unit says, in a root folder, on machines where systemd is not PID 1.

    run_unit.py ROOT UNIT [--log FILE]

Foreground; SIGTERM stops the service as systemd would. Of the unit it keeps: user and groups, environment, umask, limits of
files and core, credentials, state folder, no new privileges and no capabilities, everything else read-only, private temp
folders, readiness, watchdog and the limits of start and stop. What needs a running systemd is left out: filters of system calls,
devices and address families, and the restart.
Exit code 0 if the service became ready, kept feeding its watchdog and ended well in time.
"""

import argparse
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time

UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1, "sec": 1, "min": 60, "h": 3600, "": 1}
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

# Shell, run in the service's own mount namespace: arguments are root, state folder, credentials, umask, files, then setpriv's.
ENTER = """
set -eu
root=$1 state=$2 credentials=$3 mask=$4 files=$5
shift 5
mount --bind "$root$state" "$root$state"
mount --rbind "$root" "$root"
mount -o remount,bind,ro "$root"
mount --bind "$root$credentials" "$root$credentials"
mount -o remount,bind,ro "$root$credentials"
for private in /tmp /var/tmp; do mount -t tmpfs -o mode=1777 tmpfs "$root$private"; done
for hidden in /home /root; do mount -t tmpfs -o mode=000,ro tmpfs "$root$hidden"; done
umask "$mask"
ulimit -n "$files"
ulimit -c 0
exec chroot "$root" setpriv "$@" WATCHDOG_PID=$$ $EXEC_START
"""


def parse(path):
    """The [Service] section: key -> list of values, in the unit's order."""
    section, keys = "", {}
    with open(path, encoding="utf-8") as lines:
        for line in map(str.strip, lines):
            if line.startswith("["):
                section = line
            elif section == "[Service]" and line and not line.startswith("#"):
                key, _, value = line.partition("=")
                keys.setdefault(key, []).append(value)
    return keys


def seconds(text):
    """A time span of systemd.time(7)."""
    return sum(float(number) * UNITS[unit] for number, unit in re.findall(r"([\d.]+)\s*([a-z]*)", text))


class Service:
    def __init__(self, root, unit, log):
        self.root, self.keys = os.path.abspath(root), parse(unit)
        self.log = log
        self.name = os.path.basename(unit)
        self.user = self.account("passwd", self.one("User"))
        self.state = "/var/lib/" + self.one("StateDirectory")
        self.notify = None
        self.process = None

    def one(self, key, default=None):
        values = self.keys.get(key)
        if values is None and default is None:
            sys.exit(f"the unit has no {key}")
        return values[-1] if values else default

    def account(self, kind, name):
        with open(f"{self.root}/etc/{kind}", encoding="utf-8") as lines:
            for line in lines:
                fields = line.rstrip("\n").split(":")
                if fields[0] == name:
                    return fields
        sys.exit(f"{name} is not in {kind}")

    def credentials(self):
        """As systemd hands them over: copies in a folder of the service's own, those that are not there left out."""
        folder = f"/run/credentials/{self.name}"
        inside = self.root + folder
        shutil.rmtree(inside, ignore_errors=True)
        os.makedirs(inside, mode=0o700)
        for entry in self.keys.get("LoadCredential", []):
            name, _, source = entry.partition(":")
            stored = f"{self.root}/etc/credstore/{source}"
            if os.path.exists(stored):
                shutil.copyfile(stored, f"{inside}/{name}")
                os.chmod(f"{inside}/{name}", 0o400)
                os.chown(f"{inside}/{name}", int(self.user[2]), int(self.user[3]))
        os.chown(inside, int(self.user[2]), int(self.user[3]))
        os.chmod(inside, 0o500)
        return folder

    def start(self):
        notify = f"{self.root}/run/{self.name}.notify"
        if os.path.exists(notify):
            os.remove(notify)
        self.notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.notify.bind(notify)
        os.chmod(notify, 0o777)
        credentials = self.credentials()
        groups = [self.user[3]] + [
            self.account("group", name)[2] for line in self.keys.get("SupplementaryGroups", []) for name in line.split()
        ]
        privileges = ["--reuid", self.user[2], "--regid", self.user[3], "--groups", ",".join(groups)]
        if self.one("NoNewPrivileges", "no") == "yes":
            privileges.append("--no-new-privs")
        if self.one("CapabilityBoundingSet", "all") == "":
            privileges += ["--bounding-set", "-all", "--inh-caps", "-all"]
        environment = [
            f"PATH={PATH}",
            f"HOME={self.user[5]}",
            f"SHELL={self.user[6]}",
            f"USER={self.user[0]}",
            f"LOGNAME={self.user[0]}",
            f"NOTIFY_SOCKET=/run/{self.name}.notify",
            f"CREDENTIALS_DIRECTORY={credentials}",
            f"STATE_DIRECTORY={self.state}",
            f"WATCHDOG_USEC={int(seconds(self.one('WatchdogSec')) * 1e6)}",
        ] + self.keys.get("Environment", [])
        command = ["unshare", "--mount", "--propagation", "private", "sh", "-c", ENTER, "enter"]
        command += [self.root, self.state, credentials, self.one("UMask"), self.one("LimitNOFILE")]
        command += privileges + ["--", "env", "-i"] + environment
        begun = time.monotonic()
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, env={"PATH": os.environ["PATH"], "EXEC_START": self.one("ExecStart")}
        )
        return begun

    def messages(self, patience):
        """What the service says within `patience` seconds; None when its process ended or the time is over."""
        deadline = time.monotonic() + patience
        while self.process.poll() is None and time.monotonic() < deadline:
            self.notify.settimeout(min(0.2, max(0.01, deadline - time.monotonic())))
            try:
                return self.notify.recv(4096).decode().splitlines()
            except socket.timeout:
                continue
        return None


class Stop(Exception):
    pass


def stop(*_):
    raise Stop


def serve(service):
    """Waits for readiness, then for SIGTERM, with the watchdog in force. Gives what went wrong, or nothing."""
    begun = service.start()
    try:
        limit = seconds(service.one("TimeoutStartSec"))
        while True:
            said = service.messages(begun + limit - time.monotonic())
            if said is None:
                return f"not ready within {limit:g} s" if service.process.poll() is None else f"ended with {service.process.poll()} before it was ready"
            if "READY=1" in said:
                break
        print(f"READY after {time.monotonic() - begun:.2f} s", flush=True)
        fed, watchdog, feeds = time.monotonic(), seconds(service.one("WatchdogSec")), 0
        while True:
            said = service.messages(fed + watchdog - time.monotonic())
            if said is None and service.process.poll() is not None:
                return f"ended by itself with {service.process.poll()}"
            if said is None:
                service.process.send_signal(getattr(signal, service.one("WatchdogSignal", "SIGABRT")))
                return f"the watchdog was not fed for {watchdog:g} s"
            for line in said:
                if line == "WATCHDOG=1":
                    fed, feeds = time.monotonic(), feeds + 1
                    print(f"WATCHDOG fed {feeds}", flush=True)
                elif line.startswith("STATUS="):
                    print(line, flush=True)
    except Stop:
        return None


def end(service):
    """Stops the service as the unit says. Gives what went wrong, or nothing."""
    process = service.process
    if process.poll() is None:
        begun, limit = time.monotonic(), seconds(service.one("TimeoutStopSec"))
        process.terminate()
        try:
            process.wait(limit)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return f"did not stop within {limit:g} s"
        print(f"STOPPED after {time.monotonic() - begun:.2f} s with {process.returncode}", flush=True)
    good = {0, -signal.SIGTERM} | {int(code) for code in service.one("SuccessExitStatus", "0").split()}
    return None if process.returncode in good else f"exit code {process.returncode}"


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("root")
    arguments.add_argument("unit")
    arguments.add_argument("--log", type=argparse.FileType("ab"), default=sys.stderr)
    given = arguments.parse_args()
    signal.signal(signal.SIGTERM, stop)
    service = Service(given.root, given.unit, given.log)
    troubles = [serve(service), end(service)]
    for trouble in filter(None, troubles):
        print(f"FAILED: {trouble}", flush=True)
    sys.exit(1 if any(troubles) else 0)


if __name__ == "__main__":
    main()
