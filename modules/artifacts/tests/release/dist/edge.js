// Stands for the viewer function.
