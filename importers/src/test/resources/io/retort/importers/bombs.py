"""Makes what KerasBombsTest reads: small models whose arrays unpack to very much. Needs h5py."""
import gzip
import io
import json
import zlib

import h5py
import numpy as np

CHUNK = 1 << 24  # numbers, 64 MiB


def model(name, units, fill):
    """A dense layer with two inputs; fill makes its arrays."""
    out = io.BytesIO()
    with h5py.File(out, "w") as file:
        layer = {"name": "d", "units": units, "activation": "relu"}
        file.attrs["model_config"] = json.dumps(
            {
                "class_name": "Sequential",
                "config": {
                    "build_input_shape": [None, 2],
                    "layers": [{"class_name": "Dense", "config": layer}],
                },
            }
        )
        fill(file.create_group("model_weights/d"))
    with open(name + ".h5.gz", "wb") as packed:
        packed.write(gzip.compress(out.getvalue(), 9, mtime=0))
    print(name, len(out.getvalue()), "bytes")


def zeros(group, name, shape, chunk, packed):
    """An array all of whose chunks are the same compressed bytes."""
    array = group.create_dataset(name, shape, "f4", chunks=chunk, compression="gzip")
    for column in range(0, shape[-1], chunk[-1]):
        array.id.write_direct_chunk((0,) * (len(shape) - 1) + (column,), packed)


def large(group):
    """4.3 GiB, all there."""
    packed = zlib.compress(bytes(4 * CHUNK), 9)
    zeros(group, "kernel", (2, 34 * CHUNK), (2, CHUNK // 2), packed)


def shared(group):
    """128 arrays of 2 MiB, which are one."""
    zeros(group, "kernel", (2, 1 << 18), (2, 1 << 18), zlib.compress(bytes(1 << 21), 9))
    for i in range(127):
        group[f"bias{i}"] = group["kernel"]


def overfull(group):
    """A chunk that is to hold 8 KiB, and unpacks to 1 GiB."""
    zeros(group, "kernel", (2, 1024), (2, 1024), zlib.compress(bytes(1 << 30), 9))


def twice(group):
    """Some hundred bytes that unpack to 1 MiB, and that to 1 GiB."""
    group.create_dataset("bias", data=np.zeros(2, "f4"))
    packed = zlib.compress(zlib.compress(bytes(1 << 30), 9), 9)
    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plist.set_chunk((2, 1 << 27))
    plist.set_deflate(9)
    plist.set_deflate(9)
    space = h5py.h5s.create_simple((2, 1 << 27))
    array = h5py.h5d.create(group.id, b"kernel", h5py.h5t.NATIVE_FLOAT, space, plist)
    array.write_direct_chunk((0, 0), packed)


model("large", 34 * CHUNK, large)
model("shared", 1 << 18, shared)
model("overfull", 1024, overfull)
model("twice", 1 << 27, twice)
