#include "ui/widgets/busy_bar.h"

#include "ui/theme/theme.h"

namespace binnacle::ui {

BusyBar::BusyBar(QWidget *parent)
    : QProgressBar(parent)
{
    setRange(0, 0);
    setTextVisible(false);
}

void BusyBar::showEvent(QShowEvent *event)
{
    setRange(0, theme().reducesMotion() ? 1 : 0); // without an end it moves, full it does not
    setValue(1);
    QProgressBar::showEvent(event);
}

} // namespace binnacle::ui
