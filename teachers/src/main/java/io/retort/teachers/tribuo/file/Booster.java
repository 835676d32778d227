package io.retort.teachers.tribuo.file;

import static io.retort.teachers.file.DamagedModelException.unless;

import com.google.protobuf.ByteString;
import io.retort.core.Echo;
import io.retort.teachers.file.DamagedModelException;

/**
 * A booster of XGBoost in its binary format, the only one that Tribuo writes. XGBoost reads it in
 * native code, follows its indexes without a look at them, and crashes with the whole process. So
 * the booster is read here, checked, and written anew: no byte of the file reaches XGBoost that is
 * not known to be good.
 *
 * <p>The format is that of {@code LearnerIO::LoadModel}, {@code GBTreeModel::Load}, {@code
 * RegTree::Load} and {@code GBLinearModel::Load} in XGBoost 1.6.
 */
final class Booster {
  private static final String HEADER = "binf";
  private static final int MAJOR_VERSION = 1;
  private static final int RESERVED = 26;
  private static final int LINEAR_FIELDS = 34;
  private static final int SMALLEST_PAIR = 2 * Long.BYTES;

  private final BoosterBytes in;
  private final BoosterWriter out = new BoosterWriter();
  private final ModelDomain domain;

  private Booster(ByteString bytes, ModelDomain domain) {
    this.in = new BoosterBytes(bytes);
    this.domain = domain;
  }

  /**
   * Checks a booster.
   *
   * @param bytes the booster
   * @param domain what it takes and gives; it gives all classes, or one value
   * @return the same booster, of good bytes
   * @throws DamagedModelException if anything about it is not as XGBoost writes it
   */
  static byte[] checked(ByteString bytes, ModelDomain domain) throws DamagedModelException {
    return new Booster(bytes, domain).copy();
  }

  private byte[] copy() throws DamagedModelException {
    unless(
        in.letters(HEADER.length()).equals(HEADER), "a booster is not in XGBoost's binary format");
    float firstGuess = in.number();
    int features = in.integer();
    int classes = in.integer();
    boolean attributes = in.integer() != 0;
    in.skipIntegers(1); // whether there are metrics, which matter in training alone
    int major = in.integer();
    int minor = in.integer();
    int targets = in.integer();
    in.skipIntegers(RESERVED);
    TribuoBoosterObjective objective = objective(in.word());
    String kind = in.word();
    unless(
        features == domain.features(),
        "the booster is for " + features + " features, the model for " + domain.features());
    unless(
        domain.classes() ? classes == domain.outputs().size() : classes == 0 || classes == 1,
        "the booster is for " + classes + " classes, the model for " + domain.outputs().size());
    unless(targets == 0 || targets == 1, "the booster predicts " + targets + " values");
    unless(
        major == MAJOR_VERSION && minor >= 0 && minor < 100,
        "the booster is of version " + major + "." + minor + " of XGBoost, not of version 1");
    unless(
        Float.isFinite(firstGuess) && (!objective.isExponential() || firstGuess > 0),
        "the booster starts from " + firstGuess);
    out.letters(HEADER).number(firstGuess).integer(features).integer(classes);
    out.integer(1).integer(0).integer(major).integer(minor).integer(1).integers(RESERVED, 0);
    out.word(objective.word()).word(kind);
    body(kind, Math.max(1, classes));
    if (attributes) {
      skipAttributes();
    }
    in.end();
    out.length(1).word("objective").word(objective.settings(classes));
    return out.bytes();
  }

  private TribuoBoosterObjective objective(String word) throws DamagedModelException {
    return TribuoBoosterObjective.of(word, domain.classes())
        .orElseThrow(
            () ->
                new DamagedModelException(
                    "the booster was trained for "
                        + Echo.quoted(word)
                        + ", which is none of "
                        + String.join(", ", TribuoBoosterObjective.words(domain.classes()))));
  }

  private void body(String kind, int groups) throws DamagedModelException {
    switch (kind) {
      case "gbtree" -> new BoosterTrees(in, out, domain.features(), groups).copy();
      case "dart" -> {
        int trees = new BoosterTrees(in, out, domain.features(), groups).copy();
        if (trees > 0) {
          numbers(trees, "weights of trees");
        }
      }
      case "gblinear" -> {
        in.skipIntegers(LINEAR_FIELDS);
        out.integers(LINEAR_FIELDS, 0);
        numbers((domain.features() + 1L) * groups, "weights");
      }
      default ->
          throw new DamagedModelException(
              "the booster is made of " + Echo.quoted(kind) + ", not of gbtree, dart or gblinear");
    }
  }

  private void numbers(long wanted, String what) throws DamagedModelException {
    int count = in.length(Float.BYTES);
    unless(count == wanted, "the booster has " + count + " " + what + " instead of " + wanted);
    out.length(count);
    for (int i = 0; i < count; i++) {
      float number = in.number();
      unless(Float.isFinite(number), "one of the " + what + " is " + number);
      out.number(number);
    }
  }

  /** Texts that XGBoost would parse; what is needed of them is written anew. */
  private void skipAttributes() throws DamagedModelException {
    int count = in.length(SMALLEST_PAIR);
    for (int i = 0; i < 2 * count; i++) {
      in.word();
    }
  }
}
