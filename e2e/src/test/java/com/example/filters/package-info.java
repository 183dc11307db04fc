/**
 * Plugin filters as another enterprise would have them: written against the SDK 0.6.0 and
 * nothing of ours. They do what the filters did that the traces were recorded with.
 */
package com.example.filters;
