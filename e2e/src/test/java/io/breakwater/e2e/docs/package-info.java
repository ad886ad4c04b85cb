/** The documents, held to the code. */
package io.breakwater.e2e.docs;
