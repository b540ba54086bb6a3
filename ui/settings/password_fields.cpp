#include "ui/settings/password_fields.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSet>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kShortest = 12; // core/domain/access.h
constexpr qsizetype kLong = 18;
constexpr qsizetype kFewDifferent = 6;
constexpr int kManyKinds = 3;

int kindsOf(const QString &password)
{
    std::array<bool, 4> has{};
    for (const QChar c : password)
        has.at(c.isLower() ? 0U : c.isUpper() ? 1U : c.isDigit() ? 2U : 3U) = true;
    return static_cast<int>(std::count(has.begin(), has.end(), true));
}

} // namespace

QString passwordHint(const QString &password)
{
    if (password.isEmpty())
        return PasswordFields::tr("12 characters or more. Four or five words nobody would expect "
                                  "together are good and easy to keep.");
    if (password.size() < kShortest)
        return PasswordFields::tr("%1 of at least %2 characters")
            .arg(password.size())
            .arg(kShortest);
    const QSet<QChar> different(password.begin(), password.end());
    if (different.size() < kFewDifferent)
        return PasswordFields::tr(
            "Weak: only %n different character(s)", nullptr, static_cast<int>(different.size()));
    if (password.size() >= kLong || kindsOf(password) >= kManyKinds)
        return PasswordFields::tr("Strong");
    return PasswordFields::tr("Fair: a few more characters make it strong");
}

PasswordFields::PasswordFields(QWidget *parent)
    : QWidget(parent)
    , m_first(new QLineEdit)
    , m_second(new QLineEdit)
    , m_shown(new QCheckBox(tr("Show")))
    , m_hint(new QLabel)
{
    m_first->setObjectName(u"password"_s);
    m_second->setObjectName(u"passwordAgain"_s);
    m_first->setAccessibleName(tr("Password"));
    m_second->setAccessibleName(tr("Password again"));
    m_first->setPlaceholderText(tr("password"));
    m_second->setPlaceholderText(tr("the same again"));
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    m_hint->setProperty("tone", u"muted"_s);
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_first, 1);
    line->addWidget(m_second, 1);
    line->addWidget(m_shown);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(line);
    layout->addWidget(m_hint);
    for (QLineEdit *field : {m_first, m_second}) {
        field->setEchoMode(QLineEdit::Password);
        connect(field, &QLineEdit::textChanged, this, &PasswordFields::showHint);
        connect(m_shown, &QCheckBox::toggled, field,
            [field](bool on) { field->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password); });
    }
    connect(m_second, &QLineEdit::returnPressed, this, &PasswordFields::entered);
    showHint();
}

void PasswordFields::clear()
{
    m_first->clear();
    m_second->clear();
    m_shown->setChecked(false);
}

QString PasswordFields::password() const
{
    return m_first->text();
}

QString PasswordFields::problem() const
{
    if (m_first->text().size() < kShortest)
        return tr("The password needs 12 characters or more.");
    return m_first->text() == m_second->text() ? QString()
                                               : tr("The two passwords are not the same.");
}

void PasswordFields::focusFirst()
{
    m_first->setFocus();
}

void PasswordFields::showHint()
{
    QString hint = passwordHint(m_first->text());
    if (!m_second->text().isEmpty() && m_first->text() != m_second->text())
        hint += u" · "_s + tr("not the same twice yet");
    m_hint->setText(hint);
}

} // namespace binnacle::ui
