/** The types of tfjs that cross the borders of this project's modules, by their own names. */
import type * as tf from "@tensorflow/tfjs";

/** A tensor of any rank. */
export type Tensor = tf.Tensor;

/** A tensor of rank 0. */
export type Scalar = tf.Scalar;

/** A tensor of rank 2. */
export type Tensor2D = tf.Tensor2D;

/** A tensor of rank 3. */
export type Tensor3D = tf.Tensor3D;

/** A tensor that is trained. */
export type Variable = tf.Variable;

/** A tensor as a kernel sees it: shape, element type and the key of its values. */
export type TensorInfo = tf.TensorInfo;

/** Element type of a tensor. */
export type DataType = tf.DataType;
