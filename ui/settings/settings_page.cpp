#include "ui/settings/settings_page.h"

#include "ui/theme/fonts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

SettingsPage::SettingsPage(const QString &title, const QString &hint, QWidget *parent)
    : QWidget(parent)
    , m_hint(new QLabel(hint))
    , m_header(new QHBoxLayout)
    , m_body(new QVBoxLayout(this))
{
    setAccessibleName(title);
    auto *name = new QLabel(title);
    name->setFont(boldTextFont());
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setProperty("tone", u"muted"_s);
    m_hint->setWordWrap(true);
    m_header->setSpacing(8);
    m_header->addWidget(name);
    m_header->addWidget(m_hint, 1);
    m_body->setContentsMargins(12, 10, 12, 12);
    m_body->setSpacing(8);
    m_body->addLayout(m_header);
}

void SettingsPage::setHint(const QString &hint)
{
    m_hint->setText(hint);
}

} // namespace binnacle::ui
