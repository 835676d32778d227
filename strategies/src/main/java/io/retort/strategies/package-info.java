/**
 * Distillation strategies: {@code temperature} (true labels and softened teacher outputs), {@code
 * soft-label} (the teacher's outputs alone), {@code feature} (activations inside the teacher),
 * {@code labels} (true labels alone), {@code sequence} (strategies one after the other), {@code
 * joint} (a teacher trained beside the student), {@code mutual} (networks that follow each other)
 * and {@code source-target} (a student between the teachers of two tasks).
 */
package io.retort.strategies;
