#include "ui/widgets/chip.h"

#include "ui/theme/icons.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QToolButton>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

Chip::Chip(const QString &text, QWidget *parent)
    : QFrame(parent)
    , m_text(new QLabel)
    , m_remove(new QToolButton)
{
    setProperty("frame", u"chip"_s);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    m_text->setTextFormat(Qt::PlainText);
    m_remove->setIcon(icon(u"close"_s));
    m_remove->setIconSize({10, 10});
    m_remove->setProperty("role", u"chip"_s);
    m_remove->setFocusPolicy(Qt::NoFocus); // Delete on the chip does the same
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(9, 2, 3, 2);
    layout->setSpacing(4);
    layout->addWidget(m_text);
    layout->addWidget(m_remove);
    setText(text);
    connect(m_remove, &QToolButton::clicked, this, &Chip::removed);
}

QString Chip::text() const
{
    return m_text->text();
}

void Chip::setText(const QString &text)
{
    m_text->setText(text);
    setAccessibleName(text);
    m_remove->setAccessibleName(tr("Remove %1").arg(text));
    m_remove->setToolTip(tr("Remove %1").arg(text));
}

void Chip::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        emit removed();
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        emit activated();
        break;
    default:
        QFrame::keyPressEvent(event);
    }
}

void Chip::mouseReleaseEvent(QMouseEvent *event)
{
    QFrame::mouseReleaseEvent(event);
    emit activated();
}

} // namespace binnacle::ui
