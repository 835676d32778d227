/** The command line of Retort. */
package io.retort.app;
