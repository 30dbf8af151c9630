import { EdgeArrowHeadProgram, EdgeProgram, type ProgramInfo, createEdgeCompoundProgram } from 'sigma/rendering';
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from 'sigma/types';
import { floatColor } from 'sigma/utils';
import type { Dash } from './dash.ts';

const VERTEX = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_normal;
attribute float a_side;
attribute vec2 a_from;
attribute vec2 a_to;
attribute float a_end;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
uniform float u_least;
varying vec4 v_color;
varying float v_along;
const float bias = 255.0 / 254.0;

void main() {
  // One pixel of the window, in the units of the plane.
  float pixel = u_correctionRatio / u_sizeRatio;
  float thickness = max(length(a_normal), u_least * u_sizeRatio) * pixel;
  vec2 side = normalize(a_normal) * a_side * thickness;
  gl_Position = vec4((u_matrix * vec3(mix(a_from, a_to, a_end) + side, 1)).xy, 0, 1);
  v_along = a_end * length(a_to - a_from) / (2.0 * u_correctionRatio);
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
}
`;

const fragment = ([drawn, left]: Dash): string => /* glsl */ `
precision highp float;
varying vec4 v_color;
varying float v_along;

void main(void) {
  #ifndef PICKING_MODE
  if (mod(v_along, ${(drawn + left).toFixed(1)}) > ${drawn.toFixed(1)}) discard;
  #endif
  gl_FragColor = v_color;
}
`;

const UNIFORMS = ['u_matrix', 'u_sizeRatio', 'u_correctionRatio', 'u_least'] as const;
type Uniform = (typeof UNIFORMS)[number];

/** Draws edges in dashes, with an arrow head: sigma itself only draws whole ones. The dash counts CSS pixels of the window. */
export function dashedProgram(dash: Dash): ReturnType<typeof createEdgeCompoundProgram> {
  class DashedProgram extends EdgeProgram<Uniform> {
    override getDefinition() {
      const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
      return {
        VERTICES: 6,
        VERTEX_SHADER_SOURCE: VERTEX,
        FRAGMENT_SHADER_SOURCE: fragment(dash),
        METHOD: TRIANGLES,
        UNIFORMS,
        ATTRIBUTES: [
          { name: 'a_from', size: 2, type: FLOAT },
          { name: 'a_to', size: 2, type: FLOAT },
          { name: 'a_normal', size: 2, type: FLOAT },
          { name: 'a_color', size: 4, type: UNSIGNED_BYTE, normalized: true },
          { name: 'a_id', size: 4, type: UNSIGNED_BYTE, normalized: true },
        ],
        CONSTANT_ATTRIBUTES: [
          { name: 'a_end', size: 1, type: FLOAT },
          { name: 'a_side', size: 1, type: FLOAT },
        ],
        CONSTANT_DATA: [
          [0, 1],
          [0, -1],
          [1, 1],
          [1, 1],
          [0, -1],
          [1, -1],
        ],
      };
    }

    override processVisibleItem(
      edgeIndex: number,
      start: number,
      from: NodeDisplayData,
      to: NodeDisplayData,
      { size, color }: EdgeDisplayData,
    ): void {
      const [dx, dy] = [to.x - from.x, to.y - from.y];
      const scale = size / (Math.hypot(dx, dy) || 1);
      this.array.set([from.x, from.y, to.x, to.y, -dy * scale, dx * scale, floatColor(color), edgeIndex], start);
    }

    override setUniforms(params: RenderParams, { gl, uniformLocations }: ProgramInfo<Uniform>): void {
      gl.uniformMatrix3fv(uniformLocations.u_matrix, false, params.matrix);
      gl.uniform1f(uniformLocations.u_sizeRatio, params.sizeRatio);
      gl.uniform1f(uniformLocations.u_correctionRatio, params.correctionRatio);
      gl.uniform1f(uniformLocations.u_least, params.minEdgeThickness);
    }
  }
  return createEdgeCompoundProgram([DashedProgram, EdgeArrowHeadProgram]);
}
