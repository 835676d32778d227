package io.retort.runtime.experiment.advice;

import io.retort.core.Warning;
import io.retort.core.data.Head;
import io.retort.core.data.IndexSet;
import io.retort.core.data.Samples;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import io.retort.core.progress.Phase;
import io.retort.core.progress.TrainingListener;
import io.retort.core.tensor.Tensor;
import io.retort.runtime.experiment.data.DataSplit;
import io.retort.runtime.experiment.data.SampleCopies;
import io.retort.runtime.experiment.data.StudentData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What is likely wrong with the data of an experiment, or with its parts. */
public final class DataAdvice {
  private static final String IDENTIFIER = "identifier-label";

  /** Fewer samples than these may well be of different classes each. */
  private static final int FEWEST_SAMPLES = 10;

  /** How many labels are looked at together. */
  private static final int BATCH = 1 << 14;

  private final DataSplit parts;

  /** What the students of each seed learn from. */
  private final Map<Long, StudentData> students = new LinkedHashMap<>();

  private final List<Warning> warnings = new ArrayList<>();

  private DataAdvice(DataSplit parts, List<Long> seeds) {
    this.parts = parts;
    seeds.forEach(seed -> students.put(seed, parts.student(seed)));
  }

  /**
   * Everything that is worth saying.
   *
   * @param parts the parts of the data, which have warnings of their own
   * @param seeds those of the students, each of which draws its own samples
   * @param listener is told how far this is, as all samples are gone through
   */
  public static List<Warning> of(DataSplit parts, List<Long> seeds, TrainingListener listener) {
    DataAdvice advice = new DataAdvice(parts, seeds);
    advice.warnings.addAll(parts.data().warnings());
    for (Head head : parts.teacher().heads()) {
      if (!advice.identifies(head)) {
        head.task()
            .<Consumer<Head>>match(
                classes -> advice::missing,
                labels -> advice::missing,
                values -> advice::constant,
                embedding -> unlabelled -> {})
            .accept(head);
      }
    }
    try (Phase phase =
        Phase.begin(listener, "Comparing test and training samples", parts.pool().size())) {
      advice.duplicates(phase);
    }
    return List.copyOf(advice.warnings);
  }

  private void add(String code, String place, String sentence, Object... arguments) {
    warnings.add(new Warning(code, place, String.format(Locale.ROOT, sentence, arguments)));
  }

  private boolean identifies(Head head) {
    if (!(head.task() instanceof Task.SingleLabel)) {
      return false;
    }
    BitSet classes = present(parts.pool(), head);
    classes.or(present(parts.test(), head));
    int samples = parts.pool().size() + parts.test().size();
    boolean different = samples >= FEWEST_SAMPLES && classes.cardinality() > samples / 2;
    // A data set that names the column has said it better.
    if (different && warnings.stream().noneMatch(known -> known.code().equals(IDENTIFIER))) {
      add(
          IDENTIFIER,
          "data",
          "'%s' has %d classes in %d samples, so that nothing can be learned from one sample for"
              + " another; choose a label that samples have in common, or predict it as a value if"
              + " it is a number",
          head.name(),
          classes.cardinality(),
          samples);
    }
    return different;
  }

  /** Classes and labels that a part of the data knows nothing of. */
  private void missing(Head head) {
    BitSet unknown = absent(parts.teacher().train(), head);
    missing(
        head,
        "data",
        unknown,
        "no training sample is of %s, so that nothing can learn it; add samples of it, or leave it"
            + " out");
    BitSet known = (BitSet) unknown.clone();
    known.flip(0, head.task().outputs());
    BitSet unchecked = and(known, absent(parts.teacher().validation(), head));
    missing(
        head,
        "split.validation",
        unchecked,
        "no validation sample is of %s, so that choices are made without it; a larger share has"
            + " some");
    if (unchecked.isEmpty()) {
      missing(
          head,
          "split.validation",
          known,
          student -> student.data().validation(),
          "none of the %d validation samples of %s is of %s, so that choices are made without it; a"
              + " larger share has some");
    }
    missing(
        head,
        parts.testGiven() ? "data" : "split.test",
        and(known, absent(parts.test(), head)),
        "no test sample is of %s, so that test figures say nothing of it; add some, or take a"
            + " larger share");
    missing(
        head,
        "split.labelled",
        known,
        student -> student.alone().train(),
        "none of the %d labelled samples of %s is of %s, so that the student alone cannot learn it;"
            + " label more samples");
  }

  /** Values to predict that are the same in all samples. */
  private void constant(Head head) {
    BitSet varying = varying(parts.teacher().train(), head);
    for (int output = 0; output < head.task().outputs(); output++) {
      if (!varying.get(output)) {
        add(
            "constant-target",
            "data",
            "'%s' of the head '%s' is the same in all training samples, so that there is nothing"
                + " to learn; is it the right one?",
            head.task().names().get(output),
            head.name());
      }
    }
  }

  /** The values of a head that are not the same in all samples. */
  private static BitSet varying(Samples samples, Head head) {
    int outputs = head.task().outputs();
    float[] first = new float[outputs];
    BitSet varying = new BitSet();
    for (int start = 0; start < samples.size() && varying.cardinality() < outputs; start += BATCH) {
      int[] batch = batch(samples, start);
      try (Tensor values = ((Target.Values) samples.labels(head.name(), batch)).values()) {
        if (start == 0) {
          values.read(0, first);
        }
        for (int i = 0; i < batch.length * outputs; i++) {
          if (values.get(i) != first[i % outputs]) {
            varying.set(i % outputs);
          }
        }
      }
    }
    return varying;
  }

  /** Classes that a part of the students' samples knows nothing of, said of the first such seed. */
  private void missing(
      Head head, String place, BitSet known, Function<StudentData, Samples> part, String sentence) {
    List<Long> seeds = new ArrayList<>();
    BitSet first = new BitSet();
    students.forEach(
        (seed, student) -> {
          BitSet classes = and(known, absent(part.apply(student), head));
          if (!classes.isEmpty()) {
            if (seeds.isEmpty()) {
              first.or(classes);
            }
            seeds.add(seed);
          }
        });
    if (!seeds.isEmpty()) {
      missing(
          head,
          place,
          first,
          String.format(
              Locale.ROOT,
              sentence,
              part.apply(students.get(seeds.get(0))).size(),
              "seed "
                  + seeds.get(0)
                  + (seeds.size() == 1
                      ? ""
                      : " (%d of %d seeds lack classes)".formatted(seeds.size(), students.size())),
              "%s"));
    }
  }

  private void missing(Head head, String place, BitSet classes, String sentence) {
    if (!classes.isEmpty()) {
      int more = classes.cardinality() - 1;
      String kind = head.task() instanceof Task.SingleLabel ? "class" : "label";
      String first = kind + " '" + head.task().names().get(classes.nextSetBit(0)) + "'";
      add(
          "missing-class",
          place + (parts.teacher().heads().size() > 1 ? ", head '" + head.name() + "'" : ""),
          sentence,
          first + (more == 0 ? "" : " or of " + more + " others of " + head.task().outputs()));
    }
  }

  private static BitSet and(BitSet some, BitSet others) {
    BitSet both = (BitSet) some.clone();
    both.and(others);
    return both;
  }

  private static BitSet absent(Samples samples, Head head) {
    BitSet absent = present(samples, head);
    absent.flip(0, head.task().outputs());
    return absent;
  }

  private static BitSet present(Samples samples, Head head) {
    BitSet present = new BitSet();
    for (int start = 0;
        start < samples.size() && present.cardinality() < head.task().outputs();
        start += BATCH) {
      try (Target.GroundTruth truth = samples.labels(head.name(), batch(samples, start))) {
        present.or(present(truth, head));
      }
    }
    return present;
  }

  private static BitSet present(Target.GroundTruth truth, Head head) {
    return truth.match(
        classes -> {
          BitSet present = new BitSet();
          Arrays.stream(classes.labels()).forEach(present::set);
          return present;
        },
        labels -> {
          Tensor values = labels.values();
          return IntStream.range(0, values.shape().elements())
              .filter(i -> values.get(i) >= 0.5f)
              .map(i -> i % head.task().outputs())
              .collect(BitSet::new, BitSet::set, BitSet::or);
        },
        values -> new BitSet());
  }

  private static int[] batch(Samples samples, int start) {
    return IntStream.range(start, Math.min(start + BATCH, samples.size())).toArray();
  }

  private void duplicates(Phase phase) {
    List<SampleCopies.HeldOut> held = new ArrayList<>();
    held.add(new SampleCopies.HeldOut(parts.test(), IndexSet.first(parts.pool().size())));
    held.add(new SampleCopies.HeldOut(parts.teacher().validation(), parts.prepared().members()));
    // Which copies are drawn apart depends on the draw.
    students
        .values()
        .forEach(
            student ->
                held.add(new SampleCopies.HeldOut(student.data().validation(), student.members())));
    int[] copies = SampleCopies.count(parts.pool(), parts.teacher(), held, phase::advance);
    duplicates("data", "test", parts.test(), copies[0], "figures");
    IntStream.range(1, copies.length)
        .filter(draw -> copies[draw] > 0)
        .findFirst()
        .ifPresent(
            draw ->
                duplicates(
                    "split.validation",
                    "validation",
                    held.get(draw).samples(),
                    copies[draw],
                    "choices"));
  }

  private void duplicates(String place, String part, Samples samples, int shared, String what) {
    if (shared > 0) {
      add(
          "duplicate-samples",
          place,
          "%d of %d %s samples %s, with the same inputs and labels, so that %s favour models that"
              + " learn by heart; remove copies, unless samples are alike because they have few"
              + " values",
          shared,
          samples.size(),
          part,
          shared == 1 ? "is also a training sample" : "are also training samples",
          what);
    }
  }
}
