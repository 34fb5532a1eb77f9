// Written by npm run traits. Do not edit.

/**
 * What is known about traits. A class is a line: its name, its package, its bases, and after `@` where it can be imported from; then a line
 * for each of its traits, with its type and what else is known.
 */
export const TRAIT_TABLE = `\
Application traitlets SingletonConfigurable,LoggingConfigurable,Configurable @traitlets.config.Application
 log_datefmt text
 log_format text
 log_level 0|10|20|30|40|50|"DEBUG"|"INFO"|"WARN"|"ERROR"|"CRITICAL"
 logging_config dict<any,any>
 show_config bool
 show_config_json bool
JupyterHub jupyterhub Application,SingletonConfigurable,LoggingConfigurable,Configurable @jupyterhub.app.JupyterHub
 active_server_limit int
 active_user_window int
 activity_resolution int
 admin_access bool deprecated
 admin_users set<any> deprecated
 allow_existing_invalid_named_servers "allow-start"|"allow-delete"|"autorename" 6.1
 allow_named_servers bool
 answer_yes bool
 api_page_default_limit int
 api_page_max_limit int
 api_tokens dict<any,text>
 authenticate_prometheus bool
 authenticator_class class
 base_url text
 bind_url text
 cleanup_proxy bool
 cleanup_servers bool
 concurrent_spawn_limit int
 config_file text
 confirm_no_ssl bool deprecated
 cookie_host_prefix_enabled bool
 cookie_max_age_days float
 cookie_secret bytes|text
 cookie_secret_file text
 custom_scopes dict<text,dict<text,any>>
 data_files_path text
 db_kwargs dict<any,any>
 db_url text
 debug_db bool
 debug_proxy bool deprecated
 default_server_name text
 default_url text|function
 external_ssl_authorities dict<any,any>
 extra_handlers list<any> deprecated
 extra_log_file text deprecated
 extra_log_handlers list<object>
 extra_user_scopes set<text> 6.1
 forwarded_host_header text
 generate_certs bool
 generate_config bool
 hub_bind_url text
 hub_connect_ip text
 hub_connect_port int deprecated
 hub_connect_url text
 hub_ip text
 hub_port int
 hub_routespec text
 hub_socket_mode int 6.1
 implicit_spawn_seconds float
 init_spawners_timeout int
 internal_certs_location text
 internal_ssl bool
 ip text
 jinja_environment_options dict<any,any>
 last_activity_interval int
 load_groups dict<any,dict<any,any>|list<any>>
 load_roles list<dict<any,any>>
 logo_file text
 named_server_limit_per_user int|function
 oauth_require_pkce bool 6.1
 oauth_token_expires_in int
 pid_file text
 port int
 proxy_api_ip text deprecated
 proxy_api_port int deprecated
 proxy_auth_token text deprecated
 proxy_check_interval int deprecated
 proxy_class class
 proxy_cmd command deprecated
 public_url text
 recreate_internal_certs bool
 redirect_to_server bool
 reset_db bool
 service_check_interval int
 service_tokens dict<any,text>
 services list<dict<any,any>>
 shutdown_on_logout bool
 spawner_class class
 ssl_cert text
 ssl_key text
 statsd_host text 5.5
 statsd_port int 5.5
 statsd_prefix text 5.5
 subdomain_hook function|text
 subdomain_host text
 template_paths list<any>
 template_vars dict<any,any>
 token_expires_in_max_seconds int
 tornado_settings dict<any,any>
 trust_user_provided_tokens bool
 trusted_alt_names list<text>
 trusted_downstream_ips list<text>
 upgrade_db bool
 use_legacy_stopped_server_status_code bool
 user_redirect_hook function|null
Proxy jupyterhub LoggingConfigurable,Configurable @jupyterhub.proxy.Proxy
 extra_routes dict<text,text>
 should_start bool
ConfigurableHTTPProxy jupyterhub Proxy,LoggingConfigurable,Configurable @jupyterhub.proxy.ConfigurableHTTPProxy
 api_url text
 auth_token text
 check_running_interval int
 command command
 command_umask int 6.1
 concurrency int
 debug bool
 log_level "debug"|"info"|"warn"|"error"
 pid_file text
Spawner jupyterhub LoggingConfigurable,Configurable @jupyterhub.spawner.Spawner
 apply_user_options function|dict<any,any>|null
 args list<text>
 auth_state_hook function|null
 cmd command|null
 consecutive_failure_limit int
 cpu_guarantee float|null
 cpu_limit float|null
 debug bool
 default_url text
 disable_user_config bool
 env_keep list<any>
 environment dict<any,any>
 group_overrides function|dict<any,any>
 http_timeout int
 hub_connect_url text|null
 ip text
 mem_guarantee size|null
 mem_limit size|null
 notebook_dir text
 oauth_client_allowed_scopes function|list<any>
 oauth_roles function|list<any> deprecated
 options_form text|function
 options_from_form function|text
 poll_interval int
 poll_jitter float
 port int
 post_stop_hook function|null
 pre_spawn_hook function|null
 progress_ready_hook function|null
 server_token_scopes list<text>|function
 ssl_alt_names list<text>|function
 ssl_alt_names_include_local bool
 start_timeout int
Authenticator jupyterhub LoggingConfigurable,Configurable @jupyterhub.auth.Authenticator
 admin_users set<any>
 allow_all bool
 allow_existing_users bool
 allowed_users set<any>
 any_allow_config bool
 auth_refresh_age int
 auth_refresh_strict bool 6.1
 auto_login bool
 auto_login_oauth2_authorize bool
 blocked_users set<any>
 delete_invalid_users bool
 enable_auth_state bool
 manage_groups bool
 manage_roles bool
 otp_prompt text|function
 post_auth_hook function|null
 reconcile_auth_state_hook function|null 6.1
 refresh_pre_spawn bool
 refresh_pre_stop bool
 request_otp bool
 reset_managed_roles_on_startup bool
 username_map dict<any,any>
 username_pattern text
 whitelist set<any> deprecated
LocalAuthenticator jupyterhub Authenticator,LoggingConfigurable,Configurable @jupyterhub.auth.LocalAuthenticator
 add_user_cmd command
 allowed_groups set<any>
 create_system_users bool
 group_whitelist set<any> deprecated
 uids dict<any,any>
PAMAuthenticator jupyterhub LocalAuthenticator,Authenticator,LoggingConfigurable,Configurable @jupyterhub.auth.PAMAuthenticator
 admin_groups set<any>
 check_account bool
 encoding text
 executor_threads int
 open_sessions bool
 pam_normalize_username bool
 service text
DummyAuthenticator jupyterhub Authenticator,LoggingConfigurable,Configurable @jupyterhub.auth.DummyAuthenticator
 password text deprecated
SharedPasswordAuthenticator jupyterhub Authenticator,LoggingConfigurable,Configurable @jupyterhub.authenticators.shared.SharedPasswordAuthenticator
 admin_password text|null
 password_groups dict<text,list<text>>
 user_password text|null
CryptKeeper jupyterhub SingletonConfigurable,LoggingConfigurable,Configurable @jupyterhub.crypto.CryptKeeper
 keys list<any>
 n_threads int
JupyterHubHTTPClient jupyterhub SingletonConfigurable,LoggingConfigurable,Configurable @jupyterhub.httpclient.JupyterHubHTTPClient 6.1
 connector_options dict<any,any>
 session_options dict<any,any>
PeriodicMetricsCollector jupyterhub LoggingConfigurable,Configurable @jupyterhub.metrics.PeriodicMetricsCollector
 active_users_enabled bool
 active_users_update_interval int
 event_loop_interval_enabled bool
 event_loop_interval_log_threshold float
 event_loop_interval_resolution float
DockerSpawner dockerspawner Spawner,LoggingConfigurable,Configurable @dockerspawner.DockerSpawner,dockerspawner.dockerspawner.DockerSpawner
 allowed_images list<text>|dict<text,text>|"*"|function
 certs_volume_name text
 client_kwargs dict<any,any>
 container_image text deprecated
 container_ip text deprecated
 container_name_template text deprecated
 container_port int deprecated
 container_prefix text deprecated
 cpu_limit function|float|null
 escape "legacy"|function
 extra_create_kwargs function|dict<any,any>
 extra_host_config function|dict<any,any>
 format_volume_name function
 host_ip text
 hub_ip_connect text deprecated
 image text
 image_whitelist list<text>|dict<text,text>|function deprecated
 links dict<any,any>
 mem_limit function|size|null
 mounts list<any>
 move_certs_image text
 name_template text
 network_name text
 post_start_cmd text|false
 prefix text
 pull_policy "always"|"ifnotpresent"|"never"|"skip"
 read_only_volumes dict<any,any>
 remove bool
 remove_containers bool deprecated
 tls any deprecated
 tls_assert_hostname any deprecated
 tls_ca any deprecated
 tls_cert any deprecated
 tls_config dict<any,any>
 tls_key any deprecated
 tls_verify any deprecated
 use_docker_client_env bool deprecated
 use_internal_hostname bool
 use_internal_ip bool
 volumes dict<any,any>
SwarmSpawner dockerspawner DockerSpawner,Spawner,LoggingConfigurable,Configurable @dockerspawner.SwarmSpawner,dockerspawner.swarmspawner.SwarmSpawner -mounts -remove
 extra_container_spec dict<any,any>
 extra_endpoint_spec dict<any,any>
 extra_placement_spec dict<any,any>
 extra_resources_spec dict<any,any>
 extra_task_spec dict<any,any>
 volume_driver text
 volume_driver_options dict<any,any>
SystemUserSpawner dockerspawner DockerSpawner,Spawner,LoggingConfigurable,Configurable @dockerspawner.SystemUserSpawner,dockerspawner.systemuserspawner.SystemUserSpawner
 homedir_bind_propagation text
 host_homedir_format_string text
 image_homedir_format_string text
 run_as_root bool
OAuthenticator oauthenticator Authenticator,LoggingConfigurable,Configurable @oauthenticator.oauth2.OAuthenticator,oauthenticator.OAuthenticator
 admin_groups set<text>
 allow_all bool
 allow_existing_users bool
 allowed_groups set<text>
 allowed_scopes list<text>
 auth_state_groups_key text|function
 authorize_url text
 basic_auth bool
 client_id text
 client_secret text
 custom_403_message text
 enable_pkce bool
 extra_authorize_params dict<any,any>
 http_request_kwargs dict<any,any>
 login_service text
 logout_redirect_url text
 modify_auth_state_hook function|null
 oauth_callback_url text
 refresh_user_hook function|null
 scope list<text>
 token_params dict<any,any>
 token_url text
 userdata_from_id_token bool
 userdata_params dict<any,any>
 userdata_token_method text
 userdata_url text
 username_claim text|function
 validate_server_cert bool
Auth0OAuthenticator oauthenticator OAuthenticator,Authenticator,LoggingConfigurable,Configurable @oauthenticator.auth0.Auth0OAuthenticator
 allow_unverified_email bool
 auth0_domain text
 auth0_subdomain text
 username_key text deprecated
LocalAuth0OAuthenticator oauthenticator LocalAuthenticator,Auth0OAuthenticator,OAuthenticator,Authenticator,LoggingConfigurable,Configurable @oauthenticator.auth0.LocalAuth0OAuthenticator
AzureAdOAuthenticator oauthenticator OAuthenticator,Authenticator,LoggingConfigurable,Configurable @oauthenticator.azuread.AzureAdOAuthenticator
 graph_url text
 tenant_id text
 user_groups_claim text deprecated
LocalAzureAdOAuthenticator oauthenticator LocalAuthenticator,AzureAdOAuthenticator,OAuthenticator,Authenticator,LoggingConfigurable,Configurable @oauthenticator.azuread.LocalAzureAdOAuthenticator
BitbucketOAuthenticator oauthenticator OAuthenticator,Authenticator,LoggingConfigurable,Configurable @oauthenticator.bitbucket.BitbucketOAuthenticator,oauthenticator.BitbucketOAuthenticator
 allowed_teams set<any>
 team_whitelist set<any> deprecated
LocalBitbucketOAuthenticator oauthenticator LocalAuthenticator,BitbucketOAuthenticator,OAuthenticator,Authenticator,LoggingConfigurable,Configurable @oauthenticator.bitbucket.LocalBitbucketOAuthenticator,oauthenticator.LocalBitbucketOAuthenticator
CILogonOAuthenticator oauthenticator OAuthenticator,Authenticator,LoggingConfigurable,Configurable @oauthenticator.cilogon.CILogonOAuthenticator,oauthenticator.CILogonOAuthenticator
 additional_username_claims list<any>
 allowed_idps dict<any,any> deprecated
 cilogon_host text
 idp text
 idp_whitelist list<any>
 idps dict<any,any>
 scope list<text>
 shown_idps list<any>
 skin text
 strip_idp_domain bool
 username_claim text
LocalCILogonOAuthenticator oauthenticator LocalAuthenticator,CILogonOAuthenticator,OAuthenticator,Authenticator,LoggingConfigurable,Configurable @oauthenticator.cilogon.LocalCILogonOAuthenticator,oauthenticator.LocalCILogonOAuthenticator
GenericOAuthenticator oauthenticator OAuthenticator,Authenticator,LoggingConfigurable,Configurable @oauthenticator.generic.GenericOAuthenticator
 claim_groups_key text|function deprecated
 extra_params dict<any,any> deprecated
 tls_verify bool deprecated
 username_key text|function deprecated
LocalGenericOAuthenticator oauthenticator LocalAuthenticator,GenericOAuthenticator,OAuthenticator,Authenticator,LoggingConfigurable,Configurable @oauthenticator.generic.LocalGenericOAuthenticator
GitHubOAuthenticator oauthenticator OAuthenticator,Authenticator,LoggingConfigurable,Configurable @oauthenticator.github.GitHubOAuthenticator,oauthenticator.GitHubOAuthenticator
 allowed_organizations set<any>
 github_api text
 github_client_id text deprecated
 github_client_secret text deprecated
 github_organization_whitelist set<any> deprecated
 github_url text
 populate_teams_in_auth_state bool
LocalGitHubOAuthenticator oauthenticator LocalAuthenticator,GitHubOAuthenticator,OAuthenticator,Authenticator,LoggingConfigurable,Configurable @oauthenticator.github.LocalGitHubOAuthenticator,oauthenticator.LocalGitHubOAuthenticator
GitLabOAuthenticator oauthenticator OAuthenticator,Authenticator,LoggingConfigurable,Configurable @oauthenticator.gitlab.GitLabOAuthenticator
 allowed_gitlab_groups set<any>
 allowed_project_ids set<any>
 gitlab_api text
 gitlab_api_version text
 gitlab_group_whitelist set<any> deprecated
 gitlab_project_id_whitelist set<any> deprecated
 gitlab_url text
LocalGitLabOAuthenticator oauthenticator LocalAuthenticator,GitLabOAuthenticator,OAuthenticator,Authenticator,LoggingConfigurable,Configurable @oauthenticator.gitlab.LocalGitLabOAuthenticator
GlobusOAuthenticator oauthenticator OAuthenticator,Authenticator,LoggingConfigurable,Configurable @oauthenticator.globus.GlobusOAuthenticator
 admin_globus_groups set<any>
 allowed_globus_groups set<any>
 exclude_tokens list<any>
 globus_groups_url text
 globus_local_endpoint text
 identity_provider text
 revocation_url text
 revoke_tokens_on_logout bool
 username_from_email bool
LocalGlobusOAuthenticator oauthenticator LocalAuthenticator,GlobusOAuthenticator,OAuthenticator,Authenticator,LoggingConfigurable,Configurable @oauthenticator.globus.LocalGlobusOAuthenticator
GoogleOAuthenticator oauthenticator OAuthenticator,Authenticator,LoggingConfigurable,Configurable @oauthenticator.google.GoogleOAuthenticator,oauthenticator.GoogleOAuthenticator
 admin_google_groups dict<any,set<text>>
 allowed_google_groups dict<any,set<text>>
 google_api_url text
 google_group_whitelist dict<any,any> deprecated
 google_service_account_keys dict<any,text>
 gsuite_administrator dict<any,text>
 hosted_domain list<text>
 include_nested_groups bool
 strip_domain bool
LocalGoogleOAuthenticator oauthenticator LocalAuthenticator,GoogleOAuthenticator,OAuthenticator,Authenticator,LoggingConfigurable,Configurable @oauthenticator.google.LocalGoogleOAuthenticator,oauthenticator.LocalGoogleOAuthenticator
MWOAuthenticator oauthenticator OAuthenticator,Authenticator,LoggingConfigurable,Configurable @oauthenticator.mediawiki.MWOAuthenticator
 executor_threads int
 mw_index_url text
OpenShiftOAuthenticator oauthenticator OAuthenticator,Authenticator,LoggingConfigurable,Configurable @oauthenticator.openshift.OpenShiftOAuthenticator
 ca_certs text
 openshift_auth_api_url text
 openshift_rest_api_url text
 openshift_url text
 validate_cert bool deprecated
LocalOpenShiftOAuthenticator oauthenticator LocalAuthenticator,OpenShiftOAuthenticator,OAuthenticator,Authenticator,LoggingConfigurable,Configurable @oauthenticator.openshift.LocalOpenShiftOAuthenticator
LDAPAuthenticator jupyterhub-ldapauthenticator Authenticator,LoggingConfigurable,Configurable @ldapauthenticator.LDAPAuthenticator,ldapauthenticator.ldapauthenticator.LDAPAuthenticator
 allowed_groups list<any>|null
 attributes list<any>
 auth_state_attributes list<any>
 bind_dn_template list<any>|text
 escape_userdn bool deprecated
 group_attributes list<any>
 group_search_filter text
 lookup_dn bool
 lookup_dn_search_filter text|null
 lookup_dn_search_password text|null
 lookup_dn_search_user text|null
 lookup_dn_user_dn_attribute text|null
 search_filter text
 server_address text
 server_port int
 tls_kwargs dict<any,any>
 tls_strategy "before_bind"|"on_connect"|"insecure"
 use_lookup_dn_username bool
 use_ssl bool|null deprecated
 user_attribute text|null
 user_search_base text|null
 valid_username_regex text
NativeAuthenticator jupyterhub-nativeauthenticator Authenticator,LoggingConfigurable,Configurable @nativeauthenticator.NativeAuthenticator,nativeauthenticator.nativeauthenticator.NativeAuthenticator
 allow_2fa bool
 allow_self_approval_for text|null
 allowed_failed_logins int
 ask_email_on_signup bool
 check_common_password bool
 delete_firstuse_db_after_import bool
 enable_signup bool
 firstuse_db_path text
 import_from_firstuse bool
 minimum_password_length int
 open_signup bool
 recaptcha_key text
 recaptcha_secret text
 seconds_before_next_try int
 secret_key text
 self_approval_email tuple<text,text,text>
 self_approval_server dict<any,any>
 tos text
LTI11Authenticator jupyterhub-ltiauthenticator Authenticator,LoggingConfigurable,Configurable @ltiauthenticator.lti11.auth.LTI11Authenticator -auto_login
 config_description text
 config_icon text
 config_title text
 consumers dict<any,any>
 uri_scheme "auto"|"https"|"http"
 username_key text|null
LTI13Authenticator jupyterhub-ltiauthenticator Authenticator,LoggingConfigurable,Configurable @ltiauthenticator.lti13.auth.LTI13Authenticator
 authorize_url text
 client_id set<text>
 issuer text
 jwks_algorithms list<any>
 jwks_endpoint text
 tool_description text
 tool_name text
 uri_scheme "auto"|"https"|"http"
 username_key text
LTI13LaunchValidator jupyterhub-ltiauthenticator LoggingConfigurable,Configurable @ltiauthenticator.lti13.validator.LTI13LaunchValidator
 max_age int
 time_leeway int
IdleCuller jupyterhub-idle-culler Application,SingletonConfigurable,LoggingConfigurable,Configurable @jupyterhub_idle_culler.IdleCuller
 api_page_size int
 concurrency int
 config_file text
 cull_admin_users bool
 cull_arbiter_hook function
 cull_default_servers bool
 cull_every int
 cull_named_servers bool
 cull_users bool
 generate_config bool
 internal_certs_location text
 max_age int
 remove_named_servers bool
 ssl_enabled bool
 timeout int
 url text|null
HubwrightApp hubwright JupyterHub,Application,SingletonConfigurable,LoggingConfigurable,Configurable @hubwright_hub.application.HubwrightApp
 database object|null
HubwrightSpawner hubwright DockerSpawner,Spawner,LoggingConfigurable,Configurable @hubwright_hub.spawner.HubwrightSpawner
RosterMixin hubwright Authenticator,LoggingConfigurable,Configurable @hubwright_hub.sign_in.roster_mixin.RosterMixin
DerivedPasswordAuthenticator hubwright RosterMixin,Authenticator,LoggingConfigurable,Configurable @hubwright_hub.sign_in.derived_password.DerivedPasswordAuthenticator
OidcAuthenticator hubwright GenericOAuthenticator,OAuthenticator,Authenticator,LoggingConfigurable,Configurable @hubwright_hub.oidc.OidcAuthenticator
 issuer text
CustomAuthenticator hubwright RosterMixin,Authenticator,LoggingConfigurable,Configurable @
`;

/** The versions of the packages whose classes are in the table. */
export const VERSIONS = [
  "dockerspawner==14.0.0",
  "jupyterhub==6.1.1",
  "jupyterhub-idle-culler==2.0.0",
  "jupyterhub-ldapauthenticator==2.0.2",
  "jupyterhub-ltiauthenticator==1.6.3",
  "jupyterhub-nativeauthenticator==1.3.0",
  "oauthenticator==17.4.0",
  "traitlets==5.16.1",
];
