#include "core/access/common_passwords.h"

#include <algorithm>
#include <array>

namespace binnacle::access {

namespace {

// Shorter ones are refused for their length; what stands here is what people make longer.
constexpr std::array<std::string_view, 206> kStems{"password", "passw0rd", "p@ssword", "p@ssw0rd",
    "pa55word", "passwort", "motdepasse", "contrasena", "contraseña", "senha", "wachtwoord",
    "parola", "haslo", "heslo", "qwerty", "qwertz", "azerty", "qwertyuiop", "asdfgh", "asdfghjkl",
    "zxcvbn", "zxcvbnm", "1q2w3e", "1q2w3e4r", "1qaz2wsx", "qazwsx", "qazwsxedc", "zaq12wsx",
    "qweasd", "qweasdzxc", "administrator", "admin", "adminadmin", "root", "toor", "sysadmin",
    "superuser", "changeme", "changethis", "letmein", "welcome", "iloveyou", "sunshine", "princess",
    "dragon", "monkey", "football", "baseball", "basketball", "superman", "batman", "spiderman",
    "trustno1", "starwars", "whatever", "computer", "internet", "michelle", "jennifer", "jessica",
    "jordan", "michael", "thomas", "charlie", "daniel", "andrew", "joshua", "matthew", "ashley",
    "nicole", "hannah", "amanda", "robert", "william", "anthony", "george", "hunter", "ranger",
    "killer", "master", "shadow", "summer", "winter", "spring", "autumn", "january", "february",
    "march", "april", "june", "july", "august", "september", "october", "november", "december",
    "monday", "friday", "default", "secret", "topsecret", "access", "freedom", "flower", "cheese",
    "chocolate", "cookie", "banana", "orange", "purple", "yellow", "silver", "golden", "diamond",
    "pokemon", "naruto", "minecraft", "liverpool", "arsenal", "chelsea", "barcelona", "ferrari",
    "mercedes", "porsche", "harley", "yankees", "lakers", "eagles", "steelers", "cowboys",
    "kubernetes", "prometheus", "grafana", "binnacle", "docker", "jenkins", "ansible", "terraform",
    "openshift", "rancher", "operator", "viewer", "production", "staging", "database", "postgres",
    "postgresql", "mysql", "mongodb", "redis", "oracle", "rabbitmq", "elastic", "company",
    "enterprise", "corporate", "office", "login", "logon", "user", "test", "testing", "guest",
    "demo", "example", "sample", "temp", "temporary", "server", "network", "system", "service",
    "security", "cisco", "ubuntu", "debian", "centos", "raspberry", "vagrant", "android", "samsung",
    "google", "facebook", "microsoft", "windows", "abcdef", "abc123", "hello", "helloworld",
    "lovely", "forever", "babygirl", "angel", "jesus", "blessed", "mustang", "corvette", "maverick",
    "phoenix", "tigger", "soccer", "hockey", "buster", "pepper", "ginger", "maggie"};

constexpr std::array<std::string_view, 33> kWhole{"123456789012", "1234567890123", "12345678901234",
    "1234567890123456", "0123456789ab", "abcdefghijkl", "abcdefghijklm", "abcdefghijklmn",
    "abcdefghijklmnop", "qwertyuiop12", "qwertyuiopas", "qwertyuiop[]", "asdfghjkl;'#",
    "1q2w3e4r5t6y", "1q2w3e4r5t6y7u", "1q2w3e4r5t6y7u8i", "1qaz2wsx3edc", "1qaz2wsx3edc4rfv",
    "1qazxsw23edc", "qazwsxedcrfv", "zaq1xsw2cde3", "qweasdzxc123", "qwe123asd456", "a1b2c3d4e5f6",
    "a1s2d3f4g5h6", "aabbccddeeff", "correcthorse", "correcthorsebatterystaple", "iloveyouforever",
    "letmeinplease", "thisismypassword", "mypassword123", "ilovemyfamily"};

bool isFiller(char c)
{
    return !(c >= 'a' && c <= 'z');
}

} // namespace

bool isCommonPassword(std::string_view plain)
{
    if (std::ranges::find(kWhole, plain) != kWhole.end())
        return true;
    return std::ranges::any_of(kStems, [plain](std::string_view stem) {
        std::string_view rest = plain;
        bool found = false;
        while (!rest.empty()) {
            if (rest.starts_with(stem)) {
                rest.remove_prefix(stem.size());
                found = true;
            } else if (isFiller(rest.front())) {
                rest.remove_prefix(1);
            } else {
                return false;
            }
        }
        return found;
    });
}

} // namespace binnacle::access
