package io.retort.datasets;

import io.retort.core.data.Dataset;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.TableFormat;
import io.retort.core.data.Task;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.datasets.table.TableText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Samples that a teacher has labelled: a CSV file, perhaps compressed with gzip, as {@code retort
 * label} writes it. Its first line names the columns, whose order is free:
 *
 * <ul>
 *   <li>{@code input:I}, {@code input:I:J} and so on: the input at these indexes. The largest of
 *       them say its shape;
 *   <li>{@code text:COLUMN}: the text that the input was made of. Where the settings name the
 *       column, its tokens are the input, instead of those in the file;
 *   <li>{@code label:HEAD}: the class; {@code label:HEAD:NAME}: 0 or 1, or the value;
 *   <li>{@code logit:HEAD:NAME}, {@code log-probability:HEAD:NAME}, {@code probability:HEAD:NAME}
 *       or {@code value:HEAD:NAME}: the teacher's output, which says what the head's outputs are
 *       called, and is read by the teacher {@code recorded}. A head that has no values has one
 *       class where there is a column {@code label:HEAD}, and any number of labels otherwise; one
 *       whose values are called 0, 1 and so on and have no labels is an embedding.
 * </ul>
 *
 * <p>Other columns are not looked at.
 *
 * @param file the samples to train with
 * @param testFile the samples for the final test
 * @param text the column of texts that is the input; the shape is then {@code [length]}
 * @param width the number of values of the student's vector, where the file has an embedding
 */
public record Labelled(
    @Doc("The file of samples to train with, as 'retort label' writes it.") Path file,
    @Doc("Such a file for the test, with true labels; without it a part is split off.")
        Optional<Path> testFile,
    @Doc(
            "The column of texts to learn from instead of the tokens in the file, called as it was"
                + " when it was labelled: its cells are under 'text:COLUMN'.")
        Optional<TableText> text,
    @Doc(
            "Where the file has an embedding, how many values the student's vector has; by default"
                + " as many as the teacher's.")
        @Range(min = 1, max = Task.Embedding.WIDEST)
        Optional<Integer> width) {

  /**
   * Reads the files.
   *
   * @param context resolves their paths
   * @return a data set that the caller closes
   * @throws io.retort.core.RetortException at the first thing that is wrong in a file, naming its
   *     line and column
   */
  public Dataset load(Context context) {
    LabelledTable train = LabelledTable.read(context.resolve(file), text, width);
    Optional<LabelledTable> test =
        testFile.map(name -> LabelledTable.read(context.resolve(name), text, width));
    test.ifPresent(table -> table.requireLike(train));
    InMemoryDataset data =
        InMemoryDataset.of(
            train.columns().inputShape(),
            train.columns().heads(),
            train.samples(),
            test.map(table -> table::samples));
    return text.map(
            column ->
                data.with(
                    new InputPreparation.Table(List.of(column.input()), TableFormat.USUAL),
                    train.rows(column),
                    test.map(table -> table.rows(column))))
        .orElse(data);
  }
}
