package io.retort.backends.cpu.onednn;

import io.retort.backends.cpu.onednn.NormalisationSpec.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** A batch normalisation of random numbers and its derivative (Ioffe and Szegedy, 2015). */
final class NormalisationCase extends VerificationCase {
  private static final int LEAST_CHANNELS = 3;

  /** The largest value that a ReLU may take for one below 0. */
  private static final double NEAR_ZERO = 0.02;

  private final NormalisationSpec normalisation;
  private final Map<Integer, Sums> sums = new HashMap<>();

  /** Of the gradients that reach a channel, and of these times the normalised values. */
  private record Sums(double ofGradients, double ofProducts) {}

  NormalisationCase(NormalisationSpec normalisation) {
    super(normalisation);
    this.normalisation = normalisation;
    draw(ArrayRole.IMAGE, 0.25f);
    draw(ArrayRole.SCALE, 0.25f);
    draw(ArrayRole.SHIFT, 0.25f);
    draw(ArrayRole.MEAN, 0.0625f);
    draw(ArrayRole.VARIANCE, 0.25f);
    square(values(ArrayRole.VARIANCE));
    if (normalisation.kind() != Kind.INFERENCE) {
      measure();
    }
    keepFromZero();
    if (normalisation.kind() == Kind.GRADIENT) {
      draw(ArrayRole.OUTPUT_GRADIENT, 0.25f);
      unwritten(ArrayRole.IMAGE_GRADIENT);
      unwritten(ArrayRole.SCALE_GRADIENT);
      unwritten(ArrayRole.SHIFT_GRADIENT);
    } else {
      unwritten(ArrayRole.OUTPUT);
    }
  }

  private static void square(float[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] *= numbers[i];
    }
  }

  /** Sets mean and variance to those of the images. */
  private void measure() {
    float[] images = values(ArrayRole.IMAGE);
    double[] sum = new double[normalisation.channels()];
    double[] ofSquares = new double[normalisation.channels()];
    for (int i = 0; i < images.length; i++) {
      sum[channel(i)] += images[i];
      ofSquares[channel(i)] += (double) images[i] * images[i];
    }
    double count = count();
    for (int channel = 0; channel < sum.length; channel++) {
      double mean = sum[channel] / count;
      values(ArrayRole.MEAN)[channel] = (float) mean;
      values(ArrayRole.VARIANCE)[channel] = (float) (ofSquares[channel] / count - mean * mean);
    }
  }

  /** Moves shifts until no value is so near to 0 that rounding decides what a ReLU does. */
  private void keepFromZero() {
    float[] shift = values(ArrayRole.SHIFT);
    for (int channel = 0; normalisation.relu() && channel < shift.length; channel++) {
      while (isNearZero(channel)) {
        shift[channel] += 0.0625f;
      }
    }
  }

  private boolean isNearZero(int channel) {
    for (int level = -4; level <= 4; level++) {
      if (level != 0 && Math.abs(scaled(channel, normalised(channel, level * 0.25))) < NEAR_ZERO) {
        return true;
      }
    }
    return false;
  }

  private int channel(int at) {
    return at / normalisation.pixels() % normalisation.channels();
  }

  private double count() {
    return (double) normalisation.batch() * normalisation.pixels();
  }

  private double perDeviation(int channel) {
    return 1 / Math.sqrt(values(ArrayRole.VARIANCE)[channel] + normalisation.epsilon());
  }

  private double normalised(int channel, double value) {
    return (value - values(ArrayRole.MEAN)[channel]) * perDeviation(channel);
  }

  private double scaled(int channel, double normalised) {
    return normalised * values(ArrayRole.SCALE)[channel] + values(ArrayRole.SHIFT)[channel];
  }

  /** The first channel, the last one, and others, as many as are little work. */
  private int[] channels() {
    int all = normalisation.channels();
    long some = Math.max(LEAST_CHANNELS, (long) (MULTIPLICATIONS / count()));
    return all <= some ? IntStream.range(0, all).toArray() : random().pixels(all, some, 1, 1);
  }

  @Override
  int[] places(ArrayRole role, int count) {
    int[] channels = channels();
    if (role != ArrayRole.OUTPUT && role != ArrayRole.IMAGE_GRADIENT) {
      return channels;
    }
    if (channels.length == normalisation.channels()) {
      return random().pixels(count, MULTIPLICATIONS, 1, normalisation.pixels());
    }
    int pixels = normalisation.pixels();
    return IntStream.range(0, 1 << 12)
        .map(
            i -> {
              int sample = random().below(normalisation.batch());
              int image = sample * normalisation.channels() + channels[i % channels.length];
              return image * pixels + random().pixel(pixels, 1, pixels);
            })
        .toArray();
  }

  @Override
  double expected(ArrayRole role, int place) {
    return switch (role) {
      case MEAN, VARIANCE -> values(role)[place];
      case OUTPUT -> output(place);
      case IMAGE_GRADIENT -> imageGradient(place);
      case SHIFT_GRADIENT -> sums(place).ofGradients;
      case SCALE_GRADIENT -> sums(place).ofProducts;
      default -> throw new IllegalArgumentException(role + " is not written");
    };
  }

  /** Sums of many numbers may be small by chance, and are no more exact for it. */
  @Override
  double scale(ArrayRole role, double expected) {
    boolean sum = role == ArrayRole.SHIFT_GRADIENT || role == ArrayRole.SCALE_GRADIENT;
    return super.scale(role, expected) + (sum ? Math.sqrt(count()) : 0);
  }

  private double output(int at) {
    int channel = channel(at);
    double value = scaled(channel, normalised(channel, values(ArrayRole.IMAGE)[at]));
    return normalisation.relu() ? Math.max(0, value) : value;
  }

  /** The gradient before a ReLU. */
  private double gradient(int at) {
    return normalisation.relu() && output(at) == 0 ? 0 : values(ArrayRole.OUTPUT_GRADIENT)[at];
  }

  private Sums sums(int channel) {
    return sums.computeIfAbsent(
        channel,
        chosen -> {
          double ofGradients = 0;
          double ofProducts = 0;
          for (int sample = 0; sample < normalisation.batch(); sample++) {
            int first = (sample * normalisation.channels() + chosen) * normalisation.pixels();
            for (int at = first; at < first + normalisation.pixels(); at++) {
              ofGradients += gradient(at);
              ofProducts += gradient(at) * normalised(chosen, values(ArrayRole.IMAGE)[at]);
            }
          }
          return new Sums(ofGradients, ofProducts);
        });
  }

  private double imageGradient(int at) {
    int channel = channel(at);
    Sums ofChannel = sums(channel);
    double inner =
        gradient(at)
            - (ofChannel.ofGradients
                    + normalised(channel, values(ArrayRole.IMAGE)[at]) * ofChannel.ofProducts)
                / count();
    return values(ArrayRole.SCALE)[channel] * perDeviation(channel) * inner;
  }
}
