#include "ui/widgets/scroll_page.h"

#include <QFrame>
#include <QScrollArea>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

QScrollArea *newScrollPage(QWidget *content, const QMargins &margins)
{
    auto *page = new QFrame;
    page->setProperty("frame", u"bar"_s);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(margins);
    layout->setSpacing(0);
    layout->addWidget(content);
    layout->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(page);
    return scroll;
}

} // namespace binnacle::ui
