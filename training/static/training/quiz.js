// Saves each answer as it is given.
export function startQuiz() {}
