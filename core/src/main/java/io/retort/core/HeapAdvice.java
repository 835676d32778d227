package io.retort.core;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The setting that gives Java more memory, as advice that this machine can follow. */
public final class HeapAdvice {
  /** With less, no experiment runs. */
  private static final long LEAST = 512L << 20;

  private static final long MEGABYTE = 1L << 20;
  private static final long GIGABYTE = 1L << 30;

  private HeapAdvice() {}

  /**
   * What the machine, or the container that the process runs in, has.
   *
   * @return in bytes
   */
  public static long machine() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  /**
   * What to do for more than there is.
   *
   * @param needed in bytes, as far as it is known, otherwise 0
   * @return a clause such as "allow more with RETORT_OPTS=-Xmx512m ./retort …", or where the
   *     machine has no more, one that says so
   */
  public static String of(long needed) {
    return of(needed, Runtime.getRuntime().maxMemory(), machine());
  }

  /**
   * The same for a given heap and machine.
   *
   * @param heap what Java may use now, in bytes
   * @param machine what there is, in bytes
   */
  static String of(long needed, long heap, long machine) {
    // The system and what Java takes outside of its heap need some of it too.
    long most = machine - machine / 8;
    long wished = Math.max(Math.max(needed, LEAST), Math.min(2 * heap, most));
    if (wished > most || most <= heap) {
      return "this machine has " + machine / MEGABYTE + " MB in all";
    }
    return "allow more with RETORT_OPTS=-Xmx" + size(wished, most) + " ./retort …";
  }

  /** Rounded up to what one would write, if there is as much. */
  private static String size(long bytes, long most) {
    long gigabytes = (bytes + GIGABYTE - 1) / GIGABYTE;
    return bytes >= GIGABYTE && gigabytes * GIGABYTE <= most
        ? gigabytes + "g"
        : (bytes + MEGABYTE - 1) / MEGABYTE + "m";
  }
}
