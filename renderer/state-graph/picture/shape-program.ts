import { NodeProgram, type ProgramInfo } from 'sigma/rendering';
import type { NodeDisplayData, RenderParams } from 'sigma/types';
import { floatColor } from 'sigma/utils';
import type { Form, Look } from '../../words/knowledge.ts';

/** In the order in which the shader counts them: all forms of one look, then all of the next. */
const FORMS: readonly Form[] = ['disc', 'triangle', 'diamond', 'target', 'frame', 'square', 'cross'];
const LOOKS: readonly Look[] = ['full', 'dashed', 'crossed'];

export const shapeOf = (form: Form, look: Look): string => `${look} ${form}`;
export const SHAPES: readonly string[] = LOOKS.flatMap((look) => FORMS.map((form) => shapeOf(form, look)));

const VERTEX = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_position;
attribute float a_size;
attribute float a_form;
uniform float u_sizeRatio;
uniform float u_pixelRatio;
uniform mat3 u_matrix;
varying vec4 v_color;
varying float v_form;
varying float v_radius;
const float bias = 255.0 / 254.0;

void main() {
  gl_Position = vec4((u_matrix * vec3(a_position, 1)).xy, 0, 1);
  v_radius = a_size / u_sizeRatio * u_pixelRatio;
  // Room for corners, and a pixel for a smooth border.
  gl_PointSize = v_radius * 2.4 + 2.0;
  v_form = a_form;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
}
`;

/** Signed distances to each form, negative inside (after Quilez, "2D distance functions"). */
const FRAGMENT = /* glsl */ `
precision mediump float;
varying vec4 v_color;
varying float v_form;
varying float v_radius;

float box(vec2 p, float half_side) {
  vec2 d = abs(p) - half_side;
  return max(d.x, d.y);
}

float triangle(vec2 p, float r) {
  float k = 1.7320508;
  p.x = abs(p.x) - r;
  p.y = p.y + r / k;
  if (p.x + k * p.y > 0.0) p = vec2(p.x - k * p.y, -k * p.x - p.y) / 2.0;
  p.x -= clamp(p.x, -2.0 * r, 0.0);
  return -length(p) * sign(p.y);
}

float form(vec2 p, float r, float kind) {
  if (kind < 0.5) return length(p) - r;
  if (kind < 1.5) return triangle(vec2(p.x, -p.y + 0.15 * r), r * 1.05);
  if (kind < 2.5) return (abs(p.x) + abs(p.y) - r * 1.2) * 0.7071;
  if (kind < 3.5) return min(abs(length(p) - r * 0.85) - r * 0.17, length(p) - r * 0.34);
  if (kind < 4.5) return abs(box(p, r * 0.78)) - r * 0.17;
  if (kind < 5.5) return box(p, r * 0.86);
  return min(max(abs(p.x) - r * 0.3, abs(p.y) - r), max(abs(p.y) - r * 0.3, abs(p.x) - r));
}

/** The form as it is; or its outline, in dashes where it is only supposed, struck through where it would not be so. */
float shape(vec2 p, float r) {
  float look = floor((v_form + 0.5) / 7.0);
  float kind = v_form - 7.0 * look;
  float whole = form(p, r, kind);
  if (look < 0.5) return whole;
  float half_line = max(0.6, r * 0.16);
  bool open = kind > 2.5 && kind < 4.5;
  float outline = open ? whole : abs(whole + half_line) - half_line;
  if (look < 1.5) return fract(atan(p.y, p.x) * 1.2732395) < 0.38 ? max(outline, 1.0) : outline;
  return min(outline, max(abs(p.x + p.y) * 0.7071 - half_line, length(p) - r * 1.15));
}

void main(void) {
  vec2 p = (gl_PointCoord - 0.5) * (v_radius * 2.4 + 2.0);
  float distance = shape(p, v_radius);
  #ifdef PICKING_MODE
  if (length(p) > v_radius * 1.1) discard;
  gl_FragColor = v_color;
  #else
  gl_FragColor = mix(v_color, vec4(0.0), clamp(distance + 0.5, 0.0, 1.0));
  #endif
}
`;

const UNIFORMS = ['u_sizeRatio', 'u_pixelRatio', 'u_matrix'] as const;
type Uniform = (typeof UNIFORMS)[number];

/** Draws a node as the form that its type names, as one point. */
export class ShapeProgram extends NodeProgram<Uniform> {
  override getDefinition() {
    const { FLOAT, UNSIGNED_BYTE, POINTS } = WebGLRenderingContext;
    return {
      VERTICES: 1,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: POINTS,
      UNIFORMS,
      ATTRIBUTES: [
        { name: 'a_position', size: 2, type: FLOAT },
        { name: 'a_size', size: 1, type: FLOAT },
        { name: 'a_form', size: 1, type: FLOAT },
        { name: 'a_color', size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: 'a_id', size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
    };
  }

  override processVisibleItem(nodeIndex: number, start: number, { x, y, size, type, color }: NodeDisplayData): void {
    const form = SHAPES.indexOf(type);
    this.array.set([x, y, size, form, floatColor(color), nodeIndex], start);
  }

  override setUniforms({ sizeRatio, pixelRatio, matrix }: RenderParams, info: ProgramInfo<Uniform>): void {
    const { gl, uniformLocations } = info;
    gl.uniform1f(uniformLocations.u_sizeRatio, sizeRatio);
    gl.uniform1f(uniformLocations.u_pixelRatio, pixelRatio);
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix);
  }
}
