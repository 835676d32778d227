package io.retort.spark;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a job of Spark has failed, in one sentence instead of the traces of several machines. */
final class JobFailure {
  private static final String AGAIN = "; start again, which keeps the parts that are complete";

  private static final Pattern LACKING =
      Pattern.compile(
          "(?:ClassNotFoundException|NoClassDefFoundError): (io[./]retort[./][\\w./$]+)");
  private static final Pattern LOST = Pattern.compile("ExecutorLostFailure \\(([^\\n]*)");
  private static final Pattern COLUMN =
      Pattern.compile("(Parquet column cannot be converted in file [^\\n]*)");

  private JobFailure() {}

  /** The failure that says it. */
  static RetortException explained(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof RetortException known) {
        return known;
      }
    }
    StringBuilder all = new StringBuilder();
    for (Throwable each = failure; each != null; each = each.getCause()) {
      all.append(each).append('\n');
    }
    Matcher lacking = LACKING.matcher(all);
    if (lacking.find()) {
      return new RetortException(
          ErrorKind.PLUGIN,
          "An executor lacks "
              + lacking.group(1).replace('/', '.')
              + "; give it retort-spark-…-all.jar as the application or with --jars"
              + AGAIN,
          failure);
    }
    Matcher lost = LOST.matcher(all);
    if (lost.find()) {
      return new RetortException(
          ErrorKind.ENVIRONMENT,
          "Executors were lost too often: "
              + lost.group(1).strip()
              + "; look at their logs, and give them more memory if it was short"
              + AGAIN,
          failure);
    }
    Matcher column = COLUMN.matcher(all);
    if (column.find()) {
      return new RetortException(
          ErrorKind.DATA,
          "A column has another type than in the first file: "
              + column.group(1).strip()
              + "; write the files with the same types"
              + AGAIN,
          failure);
    }
    return new RetortException(
        ErrorKind.ENVIRONMENT,
        "The job has failed: " + all.toString().lines().findFirst().orElse("") + AGAIN,
        failure);
  }
}
