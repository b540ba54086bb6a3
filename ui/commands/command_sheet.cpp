#include "ui/commands/command_sheet.h"

#include "ui/commands/blast_pane.h"
#include "ui/commands/dispatch_form.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollBar>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

CommandSheet::CommandSheet(const CommandsServices &services, QWidget *parent)
    : QScrollArea(parent)
    , m_form(new DispatchForm(services))
    , m_blast(new BlastPane)
{
    auto *content = new QWidget;
    content->setAutoFillBackground(false);
    auto *rows = new QVBoxLayout(content);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_form);
    rows->addWidget(newPanelLine());
    rows->addWidget(buildHeading());
    rows->addWidget(newPanelLine());
    rows->addWidget(m_blast);
    rows->addStretch(1);
    setObjectName(u"dispatchScroll"_s);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    setWidget(content);
}

QWidget *CommandSheet::buildHeading()
{
    auto *heading = new QWidget;
    auto *line = new QHBoxLayout(heading);
    line->setContentsMargins(12, 7, 12, 7);
    auto *title = new QLabel(tr("What it will touch"));
    title->setFont(boldTextFont());
    auto *trailing = new QLabel(tr("blast radius"));
    trailing->setProperty("tone", u"muted"_s);
    line->addWidget(title);
    line->addStretch(1);
    line->addWidget(trailing);
    return heading;
}

void CommandSheet::scrollToBlast()
{
    verticalScrollBar()->setValue(m_blast->y());
}

} // namespace binnacle::ui
