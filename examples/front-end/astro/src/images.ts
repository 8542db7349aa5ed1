import { darkroom } from 'darkroom-client';
import stack from '../darkroom.json';

export const images = darkroom(stack);
