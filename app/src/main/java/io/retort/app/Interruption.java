package io.retort.app;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;

/**
 * Lets a command end in its own way when the user interrupts it (SIGINT) or the system asks it to
 * end (SIGTERM). A second signal ends the process at once.
 */
final class Interruption {
  /** What shells add to the number of a signal. */
  private static final int SIGNALLED = 128;

  private final Runnable stop;
  private final Consumer<String> told;
  private final AtomicBoolean asked = new AtomicBoolean();
  private volatile int code = ExitStatus.INTERRUPTED;

  private Interruption(Runnable stop, Consumer<String> told) {
    this.stop = stop;
    this.told = told;
  }

  /**
   * Runs a command, and listens to signals from now on.
   *
   * @param command returns its exit code; ends with an exception of the kind {@code INTERRUPTED} if
   *     it was asked to
   * @param stop asks it to; returns at once
   * @param told is told in sentences that it will end, what is kept, and how to go on
   * @return the exit code
   */
  static int of(IntSupplier command, Runnable stop, Consumer<String> told) {
    Interruption interruption = new Interruption(stop, told);
    List.of("INT", "TERM").forEach(interruption::listen);
    try {
      return command.getAsInt();
    } catch (RetortException end) {
      if (end.kind() != ErrorKind.INTERRUPTED) {
        throw end;
      }
      told.accept("retort: " + end.getMessage());
      return interruption.code;
    }
  }

  /** Called on a thread of its own for each signal; the first may still wait to be printed. */
  private void signalled(int number) {
    code = SIGNALLED + number;
    if (asked.getAndSet(true)) {
      Runtime.getRuntime().halt(code);
    }
    stop.run();
    told.accept("retort: ending as soon as the state is saved; a second Ctrl-C ends at once");
  }

  /**
   * The JDK's only way to be told of signals. By reflection, because javac warns of the class
   * whatever it is told. Where it is missing, a signal ends the process as it ends any other.
   */
  private void listen(String name) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object of = signal.getConstructor(String.class).newInstance(name);
      int number = (int) signal.getMethod("getNumber").invoke(of);
      IntConsumer action = this::signalled;
      MethodHandle handle =
          MethodHandles.insertArguments(
              MethodHandles.lookup()
                  .findVirtual(
                      IntConsumer.class, "accept", MethodType.methodType(void.class, int.class)),
              0,
              action,
              number);
      signal
          .getMethod("handle", signal, handler)
          .invoke(
              null,
              of,
              MethodHandleProxies.asInterfaceInstance(
                  handler, MethodHandles.dropArguments(handle, 0, signal)));
    } catch (InvocationTargetException | RuntimeException taken) {
      // The JVM itself uses the signal, or was told to leave signals alone (-Xrs).
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException("This Java has no sun.misc.Signal", missing);
    }
  }
}
