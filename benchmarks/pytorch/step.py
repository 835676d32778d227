#!/usr/bin/env python3
"""Times the steps of a distillation in PyTorch on the CPU.

The workload is a JSON file that `benchmarks/side-by-side` writes from an experiment file, so that
both sides build their networks from one description. Prints one JSON line about the run, then one
with the microseconds a step for each block. Needs PyTorch 1.13 or newer, and 2 for --compile.
"""

import argparse
import json
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

BATCHES = 8
"""Different batches, used in turn; they are gathered before the clock starts."""

ACTIVATIONS = {
    "relu": nn.ReLU,
    "leaky-relu": lambda: nn.LeakyReLU(0.01),
    "tanh": nn.Tanh,
    "sigmoid": nn.Sigmoid,
    "silu": nn.SiLU,
    "gelu": nn.GELU,
}


class Call(nn.Module):
    """A function without parameters."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, *inputs):
        return self.function(*inputs)


class Recurrent(nn.Module):
    def __init__(self, kind, features, units, last):
        super().__init__()
        self.lstm = kind == "lstm"
        self.last = last
        self.cells = (nn.LSTM if self.lstm else nn.GRU)(features, units, batch_first=True)
        if self.lstm:
            # Two biases that are only ever added: one of them is enough, and all that Retort has.
            nn.init.zeros_(self.cells.bias_hh_l0)
            self.cells.bias_hh_l0.requires_grad_(False)

    def forward(self, x):
        sequence, state = self.cells(x)
        if not self.last:
            return sequence
        return (state[0] if self.lstm else state)[-1]


def activated(node, *layers):
    if node["activation"] != "linear":
        layers += (ACTIVATIONS[node["activation"]](),)
    return nn.Sequential(*layers) if len(layers) > 1 else layers[0]


def windowed(node, fill, make):
    """A layer with a window: `make(padding)`, behind a margin of its own if its sides differ."""
    top, bottom, left, right = node["margin"]
    if top == bottom and left == right:
        return [make((top, left))]
    return [Call(lambda x: F.pad(x, (left, right, top, bottom), value=fill)), make(0)]


def layer(node):
    kind, inputs = node["kind"], node["inputs"]
    if kind == "dense":
        return activated(node, nn.Linear(inputs[-1], node["units"], bias=node["bias"]))
    if kind == "conv2d":
        return activated(
            node,
            *windowed(
                node,
                0.0,
                lambda padding: nn.Conv2d(
                    inputs[0],
                    node["filters"],
                    node["kernel"],
                    stride=node["stride"],
                    padding=padding,
                    dilation=node["dilation"],
                    groups=node["groups"],
                    bias=node["bias"],
                ),
            ),
        )
    if kind == "max-pool":
        make = lambda padding: nn.MaxPool2d(node["size"], node["stride"], padding)
        return nn.Sequential(*windowed(node, float("-inf"), make))
    if kind == "avg-pool":
        top, bottom, left, right = node["margin"]
        if top != bottom or left != right:
            sys.exit("step.py: PyTorch has no average pooling with a margin on one side only")
        return nn.AvgPool2d(
            node["size"], node["stride"], (top, left), count_include_pad=False
        )
    if kind == "global-avg-pool":
        return Call(lambda x: x.mean((2, 3)))
    if kind == "upsample":
        return nn.Upsample(scale_factor=tuple(float(factor) for factor in node["factor"]))
    if kind == "batch-norm":
        norm = nn.BatchNorm2d if len(inputs) == 3 else nn.BatchNorm1d
        return norm(inputs[0], eps=node["epsilon"], momentum=node["momentum"])
    if kind == "activation":
        return nn.Identity() if node["function"] == "linear" else ACTIVATIONS[node["function"]]()
    if kind == "dropout":
        return nn.Dropout(node["rate"])
    if kind == "flatten":
        return nn.Flatten()
    if kind == "reshape":
        return Call(lambda x: x.reshape(-1, *node["shape"]))
    if kind == "add":
        return Call(lambda *values: sum(values[1:], values[0]))
    if kind == "concat":
        return Call(lambda *values: torch.cat(values, 1))
    if kind == "embedding":
        table = nn.Embedding(node["vocabulary"], node["size"])
        return nn.Sequential(Call(lambda x: x.long()), table)
    if kind in ("lstm", "gru"):
        return Recurrent(kind, inputs[-1], node["units"], node["returns"] == "last")
    sys.exit("step.py: the layer '%s' is not known here" % kind)


class Network(nn.Module):
    def __init__(self, nodes):
        super().__init__()
        self.layers = nn.ModuleList(layer(node) for node in nodes)
        self.wiring = []
        last_use = {name: i for i, node in enumerate(nodes) for name in node["from"]}
        for i, node in enumerate(nodes):
            # What no later node reads is let go, as it would be in a network written by hand.
            done = [name for name in set(node["from"]) if last_use[name] == i]
            self.wiring.append((node["name"], node["from"], done))

    def forward(self, x):
        values = {"input": x}
        for module, (name, sources, done) in zip(self.layers, self.wiring):
            result = module(*[values[source] for source in sources])
            for source in done:
                del values[source]
            values[name] = result
        return result

    def trained(self):
        return [parameter for parameter in self.parameters() if parameter.requires_grad]


def allow_bf16():
    """Lets the products of 32-bit tensors be computed in bf16."""
    if hasattr(torch.backends.mkldnn, "matmul"):  # from PyTorch 2.9 on
        for operation in ("matmul", "conv", "rnn"):
            getattr(torch.backends.mkldnn, operation).fp32_precision = "bf16"
    else:
        torch.set_float32_matmul_precision("medium")


def optimizer(settings, parameters):
    options = {"lr": settings["learning-rate"]}
    if settings["kind"] == "sgd":
        make = torch.optim.SGD
        options.update(momentum=settings["momentum"], nesterov=settings["nesterov"])
    else:
        make = torch.optim.Adam
        options.update(betas=(settings["beta1"], settings["beta2"]), eps=settings["epsilon"])
    try:
        return make(parameters, fused=True, **options)
    except (TypeError, RuntimeError):  # before PyTorch 2.4
        return make(parameters, **options)


def batches(workload, memory_format):
    shape = [workload["batch"]] + workload["input"]
    for _ in range(BATCHES):
        if workload["vocabulary"]:
            inputs = torch.randint(workload["vocabulary"], shape).float()
        else:
            inputs = torch.randn(shape)
        if len(shape) == 4:
            inputs = inputs.contiguous(memory_format=memory_format)
        yield inputs, torch.randint(workload["classes"], (workload["batch"],))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("workload", help="a JSON file that side-by-side wrote")
    parser.add_argument("--precision", choices=["f32", "autocast", "bf16-math"], default="f32")
    parser.add_argument("--teacher", choices=["cached", "live"], default="cached")
    parser.add_argument("--layout", choices=["contiguous", "channels-last"], default="contiguous")
    parser.add_argument("--compile", action="store_true", help="use torch.compile")
    parser.add_argument("--threads", type=int, default=0, help="0 for PyTorch's own choice")
    parser.add_argument("--blocks", type=int, default=11)
    parser.add_argument("--block-steps", type=int, default=20)
    parser.add_argument("--warm-up", type=int, default=100)
    parser.add_argument("--warm-up-seconds", type=float, default=10, help="ends it earlier")
    options = parser.parse_args()
    with open(options.workload, encoding="utf-8") as file:
        workload = json.load(file)

    torch.manual_seed(1)
    if options.threads:
        torch.set_num_threads(options.threads)
    if options.precision == "bf16-math":
        allow_bf16()
    memory_format = torch.contiguous_format
    if options.layout == "channels-last":
        memory_format = torch.channels_last
    teacher = Network(workload["teacher"]).eval().to(memory_format=memory_format)
    student = Network(workload["student"]).train().to(memory_format=memory_format)
    report = {
        "torch": torch.__version__,
        "threads": torch.get_num_threads(),
        "teacher-parameters": sum(parameter.numel() for parameter in teacher.trained()),
        "student-parameters": sum(parameter.numel() for parameter in student.trained()),
    }
    print(json.dumps(report), flush=True)

    update = optimizer(workload["optimizer"], student.trained())
    run_teacher, run_student = teacher, student
    if options.compile:
        if not hasattr(torch, "compile"):
            sys.exit("step.py: --compile needs PyTorch 2, and this is %s" % torch.__version__)
        run_teacher, run_student = torch.compile(teacher), torch.compile(student)
    temperature, weight = workload["temperature"], workload["soft-weight"]
    # Leaving autocast drops its copies of the weights, which each step changes.
    precision = lambda: torch.autocast(
        "cpu", dtype=torch.bfloat16, enabled=options.precision == "autocast"
    )

    def outputs(inputs):
        with torch.no_grad(), precision():
            return run_teacher(inputs).float()

    data = list(batches(workload, memory_format))
    kept = None
    if options.teacher == "cached":
        kept = [outputs(inputs) for inputs, _ in data]

    def step(number):
        inputs, labels = data[number % BATCHES]
        targets = outputs(inputs) if kept is None else kept[number % BATCHES]
        with precision():
            logits = run_student(inputs)
        logits = logits.float()
        soft = F.kl_div(
            F.log_softmax(logits / temperature, 1),
            F.log_softmax(targets / temperature, 1),
            reduction="batchmean",
            log_target=True,
        )
        hard = F.cross_entropy(logits, labels)
        loss = weight * temperature**2 * soft + (1 - weight) * hard
        update.zero_grad(set_to_none=True)
        loss.backward()
        update.step()

    warm = time.perf_counter() + options.warm_up_seconds
    for number in range(options.warm_up):
        if time.perf_counter() > warm:
            break
        step(number)
    for _ in range(options.blocks):
        start = time.perf_counter()
        for number in range(options.block_steps):
            step(number)
        micros = (time.perf_counter() - start) * 1e6 / options.block_steps
        print(json.dumps({"micros": micros}), flush=True)


if __name__ == "__main__":
    main()
