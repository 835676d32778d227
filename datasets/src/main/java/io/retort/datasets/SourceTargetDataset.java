package io.retort.datasets;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.Warning;
import io.retort.core.data.Dataset;
import io.retort.core.data.Head;
import io.retort.core.data.IndexSet;
import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.Samples;
import io.retort.core.data.SplitKey;
import io.retort.core.tensor.Shape;
import io.retort.core.text.SavedTokenizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Two data sets as one. */
final class SourceTargetDataset implements Dataset {
  private final Dataset source;
  private final Dataset target;
  private final Samples train;
  private final Optional<Samples> test;

  /** By its two parts, which free what is fitted. */
  private final Map<List<Dataset>, SourceTargetDataset> fitted = new HashMap<>();

  SourceTargetDataset(Dataset source, Dataset target) {
    this.source = source;
    this.target = target;
    if (!source.inputShape().equals(target.inputShape())) {
      throw new RetortException(
          ErrorKind.DATA,
          "The source's samples have the shape "
              + source.inputShape()
              + ", but the target's "
              + target.inputShape()
              + "; a student reads both, so choose data of one shape");
    }
    if (!source.heads().equals(target.heads())) {
      throw new RetortException(
          ErrorKind.DATA,
          "The source has labels for "
              + source.heads()
              + ", but the target for "
              + target.heads()
              + "; a student has the same heads on both, so choose data of the same heads");
    }
    Set<SavedTokenizer> tokenizers = new HashSet<>(tokenizers(source));
    tokenizers.addAll(tokenizers(target));
    if (tokenizers.size() > 1) {
      throw new RetortException(
          ErrorKind.DATA,
          "The source and the target split texts into different tokens, which one student cannot"
              + " tell apart; give both the same tokenizer");
    }
    if (source.test().isPresent() != target.test().isPresent()) {
      throw new RetortException(
          ErrorKind.DATA,
          "Only the "
              + (source.test().isPresent() ? "source" : "target")
              + " has a test part; give both one, or neither, to split it off");
    }
    requireSameSplit(source.train(), target.train());
    this.train = new JoinedSamples(source.train(), target.train());
    this.test = source.test().map(first -> new JoinedSamples(first, target.test().orElseThrow()));
  }

  private static void requireSameSplit(Samples source, Samples target) {
    Optional<SplitKey> first = source.splitKey();
    Optional<SplitKey> second = target.splitKey();
    if (!first.map(Object::getClass).equals(second.map(Object::getClass))) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The source's samples are divided by "
              + kind(first)
              + ", but the target's by "
              + kind(second)
              + "; divide both in the same way");
    }
  }

  private static String kind(Optional<SplitKey> key) {
    return key.map(SplitKey::source).orElse("chance");
  }

  /** How texts are split; none where the columns are not texts. */
  private static List<SavedTokenizer> tokenizers(Dataset data) {
    return data.preparation().columns().stream()
        .filter(InputColumn.Text.class::isInstance)
        .map(column -> ((InputColumn.Text) column).tokenizer())
        .toList();
  }

  @Override
  public Shape inputShape() {
    return source.inputShape();
  }

  @Override
  public List<Head> heads() {
    return source.heads();
  }

  @Override
  public Samples train() {
    return train;
  }

  @Override
  public Optional<Samples> test() {
    return test;
  }

  @Override
  public InputPreparation preparation() {
    InputPreparation first = source.preparation();
    InputPreparation second = target.preparation();
    // Fitted apart, the columns of the two are prepared differently; but not texts, whatever the
    // files look like.
    boolean same =
        tokenizers(source).isEmpty()
            ? first.equals(second)
            : first.columns().equals(second.columns());
    return same ? first : new InputPreparation.Values();
  }

  @Override
  public Dataset fit(IndexSet samples) {
    int sources = source.train().size();
    BitSet ofSource = new BitSet();
    BitSet ofTarget = new BitSet();
    samples.forEach(
        sample -> {
          if (sample < sources) {
            ofSource.set(sample);
          } else {
            ofTarget.set(sample - sources);
          }
        });
    Dataset first = source.fit(IndexSet.of(ofSource));
    Dataset second = target.fit(IndexSet.of(ofTarget));
    if (first == source && second == target) {
      return this;
    }
    synchronized (fitted) {
      return fitted.computeIfAbsent(
          List.of(first, second), parts -> new SourceTargetDataset(first, second));
    }
  }

  @Override
  public List<Warning> warnings() {
    List<Warning> all = new ArrayList<>();
    source.warnings().forEach(warning -> all.add(in("source", warning)));
    target.warnings().forEach(warning -> all.add(in("target", warning)));
    return List.copyOf(all);
  }

  private static Warning in(String part, Warning warning) {
    return new Warning(
        warning.code(), warning.place().replaceFirst("^data", "data." + part), warning.sentence());
  }

  @Override
  public void close() {
    source.close();
    target.close();
  }
}
