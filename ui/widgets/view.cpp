#include "ui/widgets/view.h"

// Q_OBJECT of View is compiled here.
