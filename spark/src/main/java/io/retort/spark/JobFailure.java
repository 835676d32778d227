package io.retort.spark;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a job of Spark has failed, in one sentence instead of the traces of several machines. */
final class JobFailure {
  private static final Pattern LACKING =
      Pattern.compile(
          "(?:ClassNotFoundException|NoClassDefFoundError): (io[./]retort[./][\\w./$]+)");
  private static final Pattern LOST = Pattern.compile("ExecutorLostFailure \\(([^\\n]*)");
  private static final Pattern REFUSED =
      Pattern.compile("io\\.retort\\.core\\.RetortException: ([^\\n]*)");
  private static final String SLOTS = "requires more slots than";
  private static final Pattern COLUMN =
      Pattern.compile("(Parquet column cannot be converted in file [^\\n]*)");

  private JobFailure() {}

  /**
   * The failure that says it.
   *
   * @param again what comes of starting again, as a clause
   */
  static RetortException explained(Throwable failure, String again) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof RetortException known) {
        return known;
      }
    }
    StringBuilder all = new StringBuilder();
    for (Throwable each = failure; each != null; each = each.getCause()) {
      all.append(each).append('\n');
    }
    Matcher refused = REFUSED.matcher(all);
    if (refused.find()) {
      return new RetortException(ErrorKind.ENVIRONMENT, refused.group(1).strip(), failure);
    }
    if (all.indexOf(SLOTS) >= 0) {
      return new RetortException(
          ErrorKind.ENVIRONMENT,
          "The cluster has fewer cores than there are tasks, which must all run at the same time;"
              + " take fewer tasks, or more executors",
          failure);
    }
    Matcher lacking = LACKING.matcher(all);
    if (lacking.find()) {
      return new RetortException(
          ErrorKind.PLUGIN,
          "An executor lacks "
              + lacking.group(1).replace('/', '.')
              + "; give it retort-spark-…-all.jar as the application or with --jars"
              + again,
          failure);
    }
    Matcher lost = LOST.matcher(all);
    if (lost.find()) {
      return new RetortException(
          ErrorKind.ENVIRONMENT,
          "Executors were lost too often: "
              + lost.group(1).strip()
              + "; look at their logs, and give them more memory if it was short"
              + again,
          failure);
    }
    Matcher column = COLUMN.matcher(all);
    if (column.find()) {
      return new RetortException(
          ErrorKind.DATA,
          "A column has another type than in the first file: "
              + column.group(1).strip()
              + "; write the files with the same types"
              + again,
          failure);
    }
    return new RetortException(
        ErrorKind.ENVIRONMENT,
        "The job has failed: " + all.toString().lines().findFirst().orElse("") + again,
        failure);
  }
}
