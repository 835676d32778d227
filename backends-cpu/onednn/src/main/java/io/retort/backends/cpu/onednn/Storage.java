package io.retort.backends.cpu.onednn;

import static io.retort.backends.cpu.onednn.Engine.check;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_set_data_handle;

import io.retort.core.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Where the values of one or more {@link MemoryBlock}s lie. Can be moved: to a batch, for instance.
 */
final class Storage {
  private final List<Attached> attached = new ArrayList<>();
  private final Tensor tensor;
  private FloatBuffer values;
  private FloatPointer address;

  /** How many bytes after the address the values begin. */
  private final long start;

  /** A memory whose first value lies some bytes after that of the storage. */
  private record Attached(dnnl_memory memory, long offset) {

    /** The position of a pointer is lost when it is cast, so that it is given here alone. */
    void moveTo(FloatPointer address, long start) {
      BytePointer first = new BytePointer(address).position(start + offset);
      check(dnnl_memory_set_data_handle(memory, first), "set an address");
    }
  }

  private Storage(Tensor tensor, FloatBuffer values) {
    this(tensor, values, values == null ? null : new FloatPointer(values), 0);
  }

  private Storage(Tensor tensor, FloatBuffer values, FloatPointer address, long start) {
    this.tensor = tensor;
    this.values = values;
    this.address = address;
    this.start = start;
  }

  /** Memory that the program owns. */
  static Storage of(Tensor tensor) {
    return new Storage(tensor, tensor.values());
  }

  /** A part of one of the network's vectors. */
  static Storage of(FloatBuffer values) {
    return new Storage(null, values);
  }

  /** What follows some values of a type in another storage, which stays where it is. */
  static Storage after(long first, DataType type, Storage whole) {
    if (type == DataType.F32) {
      int before = Math.toIntExact(first);
      return of(whole.values.slice(before, whole.values.capacity() - before));
    }
    return new Storage(null, null, whole.address, whole.start + first * type.bytes());
  }

  /** Memory that is still to be given with {@link #moveTo} and that is only read. */
  static Storage borrowed() {
    return new Storage(null, null);
  }

  /** The tensor with the values, or {@code null} if the program does not own them. */
  Tensor tensor() {
    return tensor;
  }

  /** The values, or {@code null} where a part of a storage has 16 bits for each. */
  FloatBuffer values() {
    return values;
  }

  /** Lets a memory follow this storage. */
  void attach(dnnl_memory memory) {
    attach(memory, 0);
  }

  /** Lets a memory begin some bytes after this storage, wherever that goes. */
  void attach(dnnl_memory memory, long offset) {
    Attached follower = new Attached(memory, offset);
    attached.add(follower);
    if (address != null) {
      follower.moveTo(address, start);
    }
  }

  void detach(dnnl_memory memory) {
    attached.removeIf(follower -> follower.memory.equals(memory));
  }

  /** Lets all memories follow to another tensor, which stays the caller's. */
  @SuppressWarnings("ReferenceEquality") // The memory is meant, not what is in it.
  void moveTo(Tensor other) {
    FloatBuffer there = other.values();
    if (there == values) {
      return;
    }
    values = there;
    address = new FloatPointer(values);
    for (int i = 0; i < attached.size(); i++) {
      attached.get(i).moveTo(address, start);
    }
  }
}
