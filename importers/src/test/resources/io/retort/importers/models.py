"""Makes the models beside this file, with what Keras computes for some inputs.

    pip install keras jax h5py     (made with Keras 3.15.1; nothing of it is needed for the tests)
    python3 models.py

Every file, packed by gzip, holds a model as Keras saves it, and beside it in the group `expected` an
input and the outputs. keras2 is images in the layout of Keras 2, with compressed arrays.
"""

import gzip
import json
import os

os.environ["KERAS_BACKEND"] = "jax"
import h5py
import keras
import numpy as np
from keras import layers as L

random = np.random.default_rng(1)


def shaken(model):
    """Weights, biases and running statistics that all count."""
    for variable in model.weights:
        value = random.normal(0, 0.5, variable.shape)
        if variable.path.endswith("moving_variance"):
            value = 0.5 + np.abs(value)
        variable.assign(value)
    return model


def save(name, model, inputs):
    model.save(name)
    outputs = model.predict(inputs, verbose=0)
    if not isinstance(outputs, list):
        outputs = [outputs]
    with h5py.File(name, "a") as file:
        file["expected/input"] = inputs
        for i, output in enumerate(outputs):
            file[f"expected/output{i}"] = np.asarray(output, "f4")


def images():
    x = image = keras.Input((6, 5, 2), name="Image")
    x = a = L.Conv2D(3, 3, padding="same", activation="relu", name="Block1.conv")(x)
    x = L.BatchNormalization(momentum=0.9, name="norm")(x)
    x = L.Add(name="sum")([x, a])
    x = L.MaxPooling2D(2, padding="same", name="pool")(x)
    x = L.UpSampling2D((1, 2), name="up")(x)
    x = L.Conv2D(4, (2, 3), strides=2, groups=1, use_bias=False, name="conv2")(x)
    x = L.LeakyReLU(0.01, name="leaky")(x)
    flat = L.Flatten(name="flat")(x)
    x = L.BatchNormalization(scale=False, name="flat_norm")(flat)
    x = L.Activation("silu", name="silu")(x)
    x = L.Dropout(0.4, name="drop")(x)
    mean = L.GlobalAveragePooling2D(name="mean")(a)
    x = L.Concatenate(name="both")([mean, x])
    x = L.Dense(5, activation="tanh", name="hidden")(x)
    classes = L.Dense(3, activation="softmax", name="classes")(x)
    labels = L.Dense(2, activation="sigmoid", name="labels")(x)
    return shaken(keras.Model(image, [classes, labels]))


def keras2(source, target):
    """Rewrites a functional model as Keras 2 has it."""
    with h5py.File(source) as file, h5py.File(target, "w") as out:
        config = json.loads(file.attrs["model_config"])
        config["class_name"] = "Model"
        names = lambda call: [
            t["config"]["keras_history"] + [{}]
            for t in (call["args"][0] if isinstance(call["args"][0], list) else call["args"])
        ]
        for layer in config["config"]["layers"]:
            settings = layer["config"]
            if "batch_shape" in settings:
                settings["batch_input_shape"] = settings.pop("batch_shape")
            settings["dtype"] = "float32"
            if layer["class_name"] == "LeakyReLU":
                settings["alpha"] = settings.pop("negative_slope")
            if layer["class_name"] == "BatchNormalization":
                settings["axis"] = [settings["axis"]]
            layer["inbound_nodes"] = [names(call) for call in layer["inbound_nodes"]]
        for key in ("input_layers", "output_layers"):
            value = config["config"][key]
            config["config"][key] = value if isinstance(value[0], list) else [value]
        out.attrs["model_config"] = json.dumps(config).encode()
        out.attrs["keras_version"] = b"2.4.0"
        weights = out.create_group("model_weights")
        for layer in config["config"]["layers"]:
            name = layer["config"]["name"]
            arrays = {}
            file["model_weights"][name].visititems(
                lambda path, item: arrays.update({path.split("/")[-1]: item[()]})
                if isinstance(item, h5py.Dataset)
                else None
            ) if name in file["model_weights"] else None
            group = weights.create_group(name)
            group.attrs["weight_names"] = [f"{name}/{a}:0".encode() for a in arrays]
            for array, values in arrays.items():
                group.create_dataset(f"{name}/{array}:0", data=values, compression="gzip")
        file.copy("expected", out)


def sequences():
    return shaken(
        keras.Sequential(
            [
                keras.Input((6, 3)),
                L.LSTM(4, return_sequences=True),
                L.Dense(5, activation="gelu"),
                L.GRU(4, return_sequences=True),
                L.GRU(3, use_bias=False),
                L.Dense(2, activation="softmax"),
            ]
        )
    )


def tokens():
    return shaken(
        keras.Sequential(
            [keras.Input((None,)), L.Embedding(7, 3), L.LSTM(4), L.Dense(2), L.Softmax()]
        )
    )


def texts():
    x = words = keras.Input((9,), name="words")
    x = table = L.Embedding(7, 4, name="table")(x)
    x = L.Conv1D(6, 3, padding="same", activation="relu", name="windows")(x)
    x = L.Conv1D(4, 2, strides=2, groups=2, use_bias=False, name="strided")(x)
    x = L.Bidirectional(L.LSTM(3, return_sequences=True), name="states")(x)
    largest = L.GlobalMaxPooling1D(name="largest")(x)
    mean = L.GlobalAveragePooling1D(name="mean")(x)
    last = L.Bidirectional(L.GRU(2), name="last")(x)
    dilated = L.Conv1D(3, 3, dilation_rate=2, activation="tanh", name="dilated")(table)
    last2 = L.Bidirectional(L.LSTM(2, use_bias=False), name="last2")(dilated)
    x = L.Concatenate(name="all")([largest, mean, last, last2])
    return shaken(keras.Model(words, L.Dense(3, activation="softmax", name="classes")(x)))


save("images.h5", images(), random.normal(size=(4, 6, 5, 2)).astype("f4"))
keras2("images.h5", "keras2.h5")
save("sequences.h5", sequences(), random.normal(size=(4, 6, 3)).astype("f4"))
save("tokens.h5", tokens(), random.integers(0, 7, (4, 5)).astype("f4"))
save("texts.h5", texts(), random.integers(0, 7, (4, 9)).astype("f4"))
for name in ["images", "keras2", "sequences", "tokens", "texts"]:
    with open(f"{name}.h5", "rb") as file, open(f"{name}.h5.gz", "wb") as packed:
        packed.write(gzip.compress(file.read(), mtime=0))
    os.remove(f"{name}.h5")
