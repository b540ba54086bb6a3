#include "ui/widgets/panel.h"

#include "ui/theme/fonts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

Panel::Panel(const QString &title, QWidget *parent)
    : QFrame(parent)
    , m_title(new QLabel(title))
    , m_trailing(new QLabel)
    , m_header(new QHBoxLayout)
    , m_layout(new QVBoxLayout(this))
{
    setProperty("frame", u"panel"_s);
    setAccessibleName(title);
    m_title->setFont(boldTextFont());
    m_title->setTextFormat(Qt::PlainText);
    m_trailing->setTextFormat(Qt::PlainText);
    m_trailing->setProperty("tone", u"muted"_s);

    m_header->setContentsMargins(12, 7, 12, 7);
    m_header->setSpacing(8);
    m_header->addWidget(m_title);
    m_header->addStretch(1);
    m_header->addWidget(m_trailing);

    auto *line = new QFrame;
    line->setFixedHeight(1);
    line->setObjectName(u"panelLine"_s);

    m_layout->setContentsMargins(1, 1, 1, 1);
    m_layout->setSpacing(0);
    m_layout->addLayout(m_header);
    m_layout->addWidget(line);
}

void Panel::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

void Panel::setTrailing(const QString &text)
{
    m_trailing->setText(text);
}

void Panel::addHeaderWidget(QWidget *widget)
{
    m_header->addWidget(widget);
}

void Panel::setContent(QWidget *content)
{
    m_layout->addWidget(content, 1);
}

QFrame *newPanelLine()
{
    auto *line = new QFrame;
    line->setObjectName(u"panelLine"_s);
    line->setFixedHeight(1);
    return line;
}

} // namespace binnacle::ui
