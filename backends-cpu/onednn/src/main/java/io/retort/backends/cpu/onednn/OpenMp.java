package io.retort.backends.cpu.onednn;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.opencl.User_func_Pointer;

/**
 * The one call that oneDNN's bindings lack: oneDNN takes its number of threads from OpenMP, which
 * keeps one per calling thread.
 *
 * <p>The function is called through a type that JavaCPP has for C functions of a pointer, {@code
 * void (*)(void *)}. An int is passed in the register of a pointer by the calling conventions of
 * all platforms that oneDNN's libraries are published for. JNA, which can call any function, takes
 * longer to load (170 ms) than oneDNN.
 */
final class OpenMp implements AutoCloseable {
  private static final String NAME = "omp_set_num_threads";

  /** A C++ object of JavaCPP's, which begins with the function's address. */
  private final PointerPointer<Pointer> object = new PointerPointer<>(2);

  private final User_func_Pointer function;
  private final Pointer[] numbers;

  /**
   * Looks the function up in the OpenMP library that oneDNN is linked against: a process has one of
   * a name, however many libraries come with it.
   *
   * @param threads the largest number that will be set
   * @throws RetortException if there is no such function
   */
  OpenMp(int threads) {
    Loader.load(org.bytedeco.dnnl.global.dnnl.class);
    Pointer address = Loader.addressof(NAME);
    if (address == null || address.isNull()) {
      object.close();
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          "oneDNN's native library has no OpenMP function "
              + NAME
              + "; use the backend dl4j, or the jar of oneDNN that this Retort was built with");
    }
    object.put(0, address);
    object.put(1, (Pointer) null);
    this.function = new User_func_Pointer(object);
    this.numbers = LongStream.rangeClosed(0, threads).mapToObj(Count::new).toArray(Pointer[]::new);
  }

  /** A number in the place of an address. */
  private static final class Count extends Pointer {
    Count(long value) {
      address = value;
    }
  }

  /** Sets the number of threads for work that the calling thread starts. */
  void setThreads(int threads) {
    function.call(numbers[threads]);
  }

  @Override
  public void close() {
    object.close();
  }
}
