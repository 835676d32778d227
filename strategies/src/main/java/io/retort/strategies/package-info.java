/**
 * Distillation strategies: {@code temperature} (true labels and softened teacher outputs), {@code
 * soft-label} (the teacher's answers alone) and {@code feature} (activations inside the teacher).
 */
package io.retort.strategies;
