package io.retort.runtime.experiment.outputs;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.loss.TargetKind;
import io.retort.core.teacher.OutputRows;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.runtime.experiment.checkpoint.NamedCheckpoints;
import io.retort.runtime.experiment.checkpoint.StopRequest;
import io.retort.runtime.experiment.checkpoint.UnkeptCheckpoints;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoppableOutputsTest {
  private final StopRequest stop = new StopRequest("run");

  @TempDir private Path folder;

  @Test
  void aRunThatIsToEndKeepsTheBatchAndAsksForNoOther() {
    OutputDescription.Key key =
        new OutputDescription.Key("teacher", "data", 2, "class", TargetKind.LOGITS, "1", "float32");
    StoredRows stored =
        new StoredRows(
            folder.resolve(key.folder()),
            new OutputDescription("tiny", "2026-01-02T03:04:05Z", key),
            new Float32Format(TargetKind.LOGITS, 1),
            1);
    StoppableOutputs outputs =
        new StoppableOutputs(
            (output, samples) -> Optional.of(stored),
            new NamedCheckpoints(new UnkeptCheckpoints(stop), "teacher"));
    try (OutputRows rows = outputs.open(null, null).orElseThrow();
        Tensor row = Tensor.allocate(Shape.of(1, 1))) {
      rows.put(new int[] {0}, row);
      stop.request();
      RetortException end =
          assertRefused(() -> rows.put(new int[] {1}, row), "The run was interrupted");
      assertEquals(ErrorKind.INTERRUPTED, end.kind());
      assertTrue(rows.contains(1));
    }
  }
}
