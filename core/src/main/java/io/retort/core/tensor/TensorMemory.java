package io.retort.core.tensor;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.retort.core.HeapAdvice;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** How much memory tensors may take, to be asked before any is taken. */
public final class TensorMemory {
  private TensorMemory() {}

  /**
   * What all tensors together can have at most: what Java may use outside its heap, which by
   * default is as much as in it, or what the machine has.
   *
   * @return in bytes
   */
  public static long limit() {
    return Math.min(direct(), HeapAdvice.machine());
  }

  /**
   * What to do where that is not enough, to be put in brackets.
   *
   * @param limit in bytes
   * @param needed in bytes
   * @return such as "Java may use 5.9 GB for tensors; allow more with RETORT_OPTS=-Xmx8g ./retort
   *     …"
   */
  public static String advice(long limit, long needed) {
    return "Java may use " + size(limit) + " for tensors; " + HeapAdvice.of(needed);
  }

  /**
   * A number of bytes in words.
   *
   * @param bytes at least 0
   * @return such as "1.5 GB"
   */
  public static String size(long bytes) {
    return bytes >= 1L << 30
        ? String.format(Locale.ROOT, "%,.1f GB", bytes / (double) (1L << 30))
        : String.format(Locale.ROOT, "%d MB", (bytes + (1 << 20) - 1) >> 20);
  }

  /** By default as much as the heap may have. */
  private static long direct() {
    HotSpotDiagnosticMXBean options =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    long set =
        options == null ? 0 : Long.parseLong(options.getVMOption("MaxDirectMemorySize").getValue());
    return set > 0 ? set : Runtime.getRuntime().maxMemory();
  }
}
