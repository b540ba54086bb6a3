#include "ui/settings/read_only_bar.h"

#include "ui/settings/access_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/status_glyph.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

ReadOnlyBar::ReadOnlyBar(console::AccessDesk &desk, QWidget *parent)
    : QFrame(parent)
    , m_desk(desk)
    , m_glyph(new StatusGlyph)
    , m_text(new QLabel)
    , m_switch(new QPushButton)
{
    setObjectName(u"readOnlyBar"_s);
    setProperty("frame", u"bar"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_switch->setObjectName(u"readOnlySwitch"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 12, 6);
    layout->setSpacing(8);
    layout->addWidget(m_glyph);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_switch);
    connect(m_switch, &QPushButton::clicked, this,
        [this] { m_desk.setReadOnly(!m_desk.isReadOnly()); });
    connect(&m_desk, &console::AccessDesk::changed, this, &ReadOnlyBar::showState);
    showState();
}

QString ReadOnlyBar::text() const
{
    return m_text->text();
}

void ReadOnlyBar::showState()
{
    const Principal me = m_desk.me();
    const bool isReadOnly = m_desk.isReadOnly();
    const QString who
        = tr("%1 (%2)", "a user and the role")
              .arg(me.username.empty() ? tr("nobody") : toText(me.username), roleText(me.role));
    m_glyph->setStatus(isReadOnly ? StatusKind::Warning : StatusKind::Ok);
    m_text->setText(isReadOnly
            ? tr("Read-only: nothing can be changed from this window. You are %1.").arg(who)
            : tr("Changes are possible. You are %1; what you change is audited.").arg(who));
    m_switch->setText(isReadOnly ? tr("Allow changes") : tr("Switch to read-only"));
}

} // namespace binnacle::ui
