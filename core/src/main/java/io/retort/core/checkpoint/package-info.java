/**
 * States of trainings, from which an interrupted training goes on. The engine in {@code training}
 * writes and reads them; whoever starts a training says where they are kept.
 */
package io.retort.core.checkpoint;
