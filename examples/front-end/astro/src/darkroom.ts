import { astroService } from 'darkroom-client/astro';
import stack from '../darkroom.json';

export default astroService(stack);
