/** The truth about one VM at one moment, read from every system that knows a part of it. */
package io.breakwater.observation;
