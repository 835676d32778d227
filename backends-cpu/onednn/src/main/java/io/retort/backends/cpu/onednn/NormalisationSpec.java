package io.retort.backends.cpu.onednn;

/**
 * A batch normalisation or its gradients.
 *
 * @param kind what is computed
 * @param batch the number of images
 * @param channels of an image
 * @param pixels of a channel
 * @param epsilon what is added to variances
 * @param relu whether values below 0 become 0
 */
record NormalisationSpec(
    Kind kind, int batch, int channels, int pixels, double epsilon, boolean relu)
    implements PrimitiveSpec {

  enum Kind {
    /** By mean and variance that are given. */
    INFERENCE,
    /** By mean and variance of the batch, which come out too. */
    TRAINING,
    /** The gradients of images, scale and shift. */
    GRADIENT
  }

  @Override
  public long size(ArrayRole role) {
    boolean gradient = kind == Kind.GRADIENT;
    return switch (role) {
      case IMAGE -> (long) batch * channels * pixels;
      case OUTPUT -> gradient ? 0 : size(ArrayRole.IMAGE);
      case IMAGE_GRADIENT, OUTPUT_GRADIENT -> gradient ? size(ArrayRole.IMAGE) : 0;
      case SCALE, SHIFT, MEAN, VARIANCE -> channels;
      case SCALE_GRADIENT, SHIFT_GRADIENT -> gradient ? channels : 0;
      default -> 0;
    };
  }
}
