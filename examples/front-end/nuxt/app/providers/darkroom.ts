import { nuxtProvider } from 'darkroom-client/nuxt';
import stack from '../../darkroom.json';

export default nuxtProvider(stack);
