"""Compares what TensorBoard reads of the runs that are named with their metrics.jsonl and result.json."""
import json
import math
import sys
from pathlib import Path

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator


def expected(run):
    """All numbers of a run: {(folder, tag): [(step, number)]}."""
    numbers = {}

    def put(folder, step, tag, number):
        if number is not None and math.isfinite(number):
            numbers.setdefault((folder, tag), []).append((step, number))

    for line in (run / "metrics.jsonl").read_text().splitlines():
        epoch = json.loads(line)
        folder, step = f"{epoch['training']}-{epoch['seed']}", epoch["step"]
        for learner, terms in epoch["terms"].items():
            of = "" if learner == "student" else learner + "/"
            for term in terms:
                put(folder, step, f"loss/{of}{term['name']}", term["value"])
                put(folder, step, f"weight/{of}{term['name']}", term["weight"])
                put(folder, step, f"gradient-norm/{of}{term['name']}", term["gradient-norm"])
            put(folder, step, f"loss/{of}total", sum(term["weight"] * term["value"] for term in terms))
        for head, metrics in epoch["validation"].items():
            for figure, number in metrics["figures"].items():
                put(folder, step, f"validation/{head}/{figure}", number)
    result = json.loads((run / "result.json").read_text())
    for model in [result["teacher"]] + result["students"]:
        folder = model["arm"] if model["arm"] == "teacher" else f"{model['arm']}-{model['seed']}"
        for head, figures in model["test"].items():
            for figure, number in figures.items():
                if figure != "undefined":
                    put(folder, model["steps"], f"test/{head}/{figure}", number)
        for head, number in model["agreement-with-teacher"].items():
            put(folder, model["steps"], f"test/{head}/agreement", number)
    return numbers


def found(run):
    numbers = {}
    for folder in sorted((run / "tensorboard").iterdir()):
        events = EventAccumulator(str(folder), size_guidance={"scalars": 0, "tensors": 0})
        events.Reload()
        for tag in events.Tags()["scalars"]:
            if tag != "seconds":
                numbers[(folder.name, tag)] = [(event.step, event.value) for event in events.Scalars(tag)]
        for tag in events.Tags()["tensors"]:
            text = events.Tensors(tag)[0].tensor_proto.string_val[0].decode()
            assert (run / "config.yaml").read_text() in text, text
            numbers[(folder.name, tag)] = []
    return numbers


for run in map(Path, sys.argv[1:]):
    said, read = expected(run), found(run)
    assert read.pop(("configuration", "config.yaml"), None) == [], "the configuration is missing"
    assert said.keys() == read.keys(), f"{run}: {said.keys() ^ read.keys()}"
    for key, numbers in said.items():
        assert [step for step, _ in numbers] == [step for step, _ in read[key]], f"{run}: {key}"
        for (step, number), (_, other) in zip(numbers, read[key]):
            assert math.isclose(number, other, rel_tol=1e-6, abs_tol=1e-30), f"{run}: {key}, step {step}: {number}, {other}"
    print(f"{run.name}: TensorBoard reads all {sum(map(len, said.values()))} numbers of {len(said)} tags")
