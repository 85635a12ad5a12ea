"""Prepares, runs and times programs on request: one line asks, one line answers.

load PROGRAM PRESET FOLDER   makes the data and writes `in_NAME.npy` -> the names of the formulations
time FORM                    runs it once -> nanoseconds
check NAME FILE              compares an output with that of the formulation last run for the first time -> ok, or why not
"""

import sys
import time

import numpy as np

from programs import PROGRAMS


class Loaded:
    """One program with its data."""

    def __init__(self, name, preset, folder):
        self.program = PROGRAMS[name]
        self.inputs = self.program.data(np.random.default_rng(1), *self.program.sizes[preset])
        self.originals = {key: self.inputs[key].copy() for key in self.program.inout}
        self.outputs = {}
        self.seen = set()
        for key, value in self.inputs.items():
            np.save(f"{folder}/in_{key}.npy", value)

    def time(self, form):
        for key, original in self.originals.items():
            self.inputs[key][...] = original
        function = self.program.forms[form]
        start = time.perf_counter_ns()
        returned = function(**self.inputs)
        nanos = time.perf_counter_ns() - start
        if form not in self.seen:
            self.seen.add(form)
            self.keep(returned)
        return nanos

    def keep(self, returned):
        results = returned if isinstance(returned, tuple) else (returned,)
        self.outputs = dict(zip(self.program.results, results))
        self.outputs.update({key: self.inputs[key].copy() for key in self.program.inout})

    def check(self, name, file):
        ours, theirs = np.load(file), np.asarray(self.outputs[name])
        if ours.shape != theirs.shape:
            return f"{name} has shape {ours.shape}, in NumPy {theirs.shape}"
        tolerance = 1e-3 if theirs.dtype == np.float32 else 1e-9
        scale = np.max(np.abs(theirs[np.isfinite(theirs)]), initial=0)
        near = np.isclose(ours, theirs, rtol=tolerance, atol=tolerance * scale, equal_nan=True)
        wrong = np.size(near) - np.count_nonzero(near)
        if wrong <= self.program.wrong * np.size(near):
            return "ok"
        return f"{wrong} of {np.size(near)} elements of {name} differ from NumPy's"


def main():
    loaded = None
    print(np.__version__, flush=True)
    for line in sys.stdin:
        command, *words = line.split()
        if command == "programs":
            answer = " ".join(sorted(PROGRAMS))
        elif command == "load":
            loaded = None  # its memory first
            loaded = Loaded(*words)
            answer = " ".join(loaded.program.forms)
        elif command == "time":
            answer = loaded.time(*words)
        else:
            answer = loaded.check(*words)
        print(answer, flush=True)


if __name__ == "__main__":
    main()
