export const viewHtml = "<!doctype html><title>Agenda</title>{{appUrl}}";
