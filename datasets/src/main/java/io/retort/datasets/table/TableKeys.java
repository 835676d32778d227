package io.retort.datasets.table;

/** What the keys mean that data sets of all formats of tables have. */
public final class TableKeys {
  /** Of {@code label}. */
  public static final String LABEL =
      "The label columns; exactly one for a single-label task. None for a table without"
          + " labels, which a teacher may label.";

  /** Of {@code task}. */
  public static final String TASK =
      "What the labels are: single-label, multi-label (0 or 1 each) or regression " + "(numbers).";

  /** Of {@code categorical}. */
  public static final String CATEGORICAL = "The columns that hold categories instead of numbers.";

  /** Of {@code ignore}. */
  public static final String IGNORE = "The columns to leave out, such as a sample's number.";

  /** Of {@code id}. */
  public static final String ID =
      "The column with the id of each sample, by which recorded outputs can be joined; "
          + "it is no input.";

  /** Of {@code group}. */
  public static final String GROUP =
      "The column with the group of each sample, such as the patient: samples of one group are all"
          + " for training, for validation or for the test; it is no input.";

  /** Of {@code time}. */
  public static final String TIME =
      "The column with the time of each sample, a number or an ISO date: the latest samples are"
          + " for the test, and those before them for validation; it is no input.";

  /** Of {@code weight}. */
  public static final String WEIGHT =
      "The column with the weight of each sample in all losses, from 0 on; it is no input.";

  /** Of {@code standardise}. */
  public static final String STANDARDISE =
      "Whether numeric inputs are scaled to mean 0 and deviation 1.";

  /** Of {@code unknown}. */
  public static final String UNKNOWN =
      "A category that no row has that is trained with: refuse, ignore (0 for all "
          + "categories) or own (a value of its own for all unknown ones).";

  /** Of {@code missing}. */
  public static final String MISSING =
      "Missing inputs: error, or fill (with the mean or the most frequent category).";

  /** Of {@code outputs}. */
  public static final String OUTPUTS =
      "The classes, labels or values to predict, where the table has no label columns.";

  /** Of {@code heads}. */
  public static final String HEADS =
      "Several things to predict, each with its columns; instead of label, task and " + "outputs.";

  /** Of {@code text}. */
  public static final String TEXT =
      "A column of texts, which then is the only input: columns that are not labels are"
          + " not looked at.";

  /** Of {@code embedding}. */
  public static final String EMBEDDING =
      "A vector to learn from the teacher's, such as a sentence transformer's; a table "
          + "with nothing else to predict needs no label.";

  /** Of {@code cache}. */
  public static final String CACHE =
      "A folder in which the rows to train with and to test with are kept, so that they"
          + " are parsed once and need not fit in memory. It may be deleted at any time but "
          + "during a run. Not for texts, or samples with ids.";

  private TableKeys() {}
}
